"""What is done with an agreement, told to the audit trail in the same words."""

from toile.portal.accounts.models import User
from toile.portal.agreements.models import Agreement
from toile.portal.audit.services import record


def note(action: str, agreement: Agreement, by: User | None, **told: object) -> None:
    """Write a deed into the audit trail."""
    record(
        action,
        "agreement",
        agreement.pk,
        actor=by,
        organisation=agreement.organisation,
        details={
            "reference": agreement.reference,
            "cinema": agreement.cinema_id,
            "starts_on": agreement.starts_on.isoformat(),
            "fee_micros": agreement.fee_micros,
            **told,
        },
    )
