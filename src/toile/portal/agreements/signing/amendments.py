"""The paper of an amendment: what changes and when, sealed by the union alone.

Hundreds are written at once; each paper is set when somebody first asks for it, from
what the agreement holds, and kept then. Its date is the day on which it was signed.
"""

import datetime
import hashlib

from django.db import transaction
from django.utils import timezone, translation

from toile.portal.agreements.amending import AMENDED
from toile.portal.agreements.locking import lock
from toile.portal.agreements.models import Agreement, Paper
from toile.portal.agreements.paper import Sheet, french_day, to_pdf
from toile.portal.agreements.selectors import agreement_before
from toile.portal.agreements.signing.deeds import (
    keep_certificate,
    keep_paper,
    seal_as,
)
from toile.portal.agreements.signing.proofs import SEALED_ALONE
from toile.portal.agreements.texts import Party
from toile.portal.agreements.words import described, differing


def is_amendment(agreement: Agreement) -> bool:
    """Tell whether an agreement is another's with other terms, signed by no code."""
    return bool(
        AMENDED.search(agreement.reference)
        and not hasattr(agreement, "signature")
        and agreement_before(agreement)
    )


def amendment_paper(agreement: Agreement) -> Paper | None:
    """Give the paper of an amendment, made if it is asked for first; else nothing."""
    if not is_amendment(agreement):
        return None
    before = agreement_before(agreement)
    assert before is not None
    text = amendment_text(before, agreement)
    at = _morning_of(agreement.signed_on)
    sheet = Sheet(
        kind=agreement.kind,
        version="avenant",
        text=text,
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
        whose=str(agreement.cinema or agreement.organisation),
        reference=agreement.reference,
        proof=SEALED_ALONE,
    )
    sealed, certificate = seal_as(
        to_pdf(sheet, at),
        field="Syndicat",
        name="Le syndicat",
        reason=f"Avenant {agreement.reference}",
    )
    with transaction.atomic():
        lock(Party(agreement.organisation, agreement.cinema))
        made = agreement.papers.first()
        if made is None:
            now = timezone.now()
            keep_certificate(certificate, now)
            made = keep_paper(agreement, Paper.Kind.AMENDMENT, sealed, None, now)
    return made


def amendment_text(before: Agreement, after: Agreement) -> str:
    """Say in French what changes and from when, then all terms as they will be."""
    with translation.override("fr"):
        changes = [
            f"- {label} : {old}, puis {new}"
            for label, old, new in differing(before, after)
        ]
        terms = [f"- {label} : {value}" for label, value in described(after)]
    return "\n\n".join(
        [
            "## Avenant",
            f"Cet avenant modifie la convention {before.reference}. Il compte à partir "
            f"du {french_day(_morning_of(after.starts_on))}, minuit heure de Paris ; "
            "jusqu’à la veille, rien ne change. Ce qu’il ne modifie pas demeure.",
            "## Ce qui change",
            "\n".join(changes) or "Rien : les termes sont confirmés.",
            "## Les termes à partir de ce jour",
            "\n".join(terms),
        ]
    )


def _morning_of(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(0)))
