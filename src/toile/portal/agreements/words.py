"""The terms of an agreement in words, and what an agreement changed of another."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toile.portal.agreements.models import Agreement
from toile.portal.charter.words import described_terms
from toile.portal.ui.templatetags.figures import count

# Label, old value, new value.
Difference = tuple[str, str, str]


def described(agreement: Agreement) -> list[tuple[str, str]]:
    """Each term as label and value."""
    return [
        *described_terms(vars(agreement)),
        (_("Conservation des mesures"), _days(agreement.retention_days)),
        (_("Plus petite case d’un bilan"), count(agreement.smallest_cell)),
        (_("Plus petit segment ciblé"), count(agreement.smallest_segment)),
        (_("Sites nommés"), ", ".join(agreement.sites) or "–"),
    ]


def differing(before: Agreement, after: Agreement) -> list[Difference]:
    """What changed from one agreement to the next."""
    old = dict(described(before))
    return [
        (label, old[label], value)
        for label, value in described(after)
        if old[label] != value
    ]


def _days(number: int) -> str:
    return ngettext("%d jour", "%d jours", number) % number
