"""The terms of a contract in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toile.portal.agreements.amending import TERMS
from toile.portal.charter.models import PoolRules
from toile.portal.ui.templatetags.figures import euros

CLICKS = 1_000
# Label, old value, new value.
Difference = tuple[str, str, str]


def described(terms: Mapping[str, object]) -> list[tuple[str, str]]:
    """Each term as label and value."""
    words = _words(terms)
    return [words[name] for name in TERMS]


def differences(
    before: Mapping[str, object], after: Mapping[str, object]
) -> list[Difference]:
    """What changes: label, old value, new value."""
    old, new = _words(before), _words(after)
    return [
        (new[name][0], old[name][1], new[name][1])
        for name in TERMS
        if before[name] != after[name]
    ]


def _words(terms: Mapping[str, object]) -> dict[str, tuple[str, str]]:
    fee, days = int(str(terms["fee_micros"])), int(str(terms["window_days"]))
    sharing = PoolRules.SharingRule(str(terms["sharing_rule"]))
    return {
        "fee_micros": (
            _("Redevance"),
            _("%s pour 1000 clics rémunérés") % euros(fee * CLICKS),
        ),
        "sharing_rule": (_("Partage entre cinémas"), str(sharing.label)),
        "window_days": (
            _("Fenêtre d’attribution"),
            ngettext("%d jour", "%d jours", days) % days,
        ),
        "threshold_micros": (
            _("Seuil de reversement"),
            euros(int(str(terms["threshold_micros"]))),
        ),
    }
