"""What invoices do when a transfer is settled, within the same transaction."""

from django.dispatch import receiver
from django.utils.translation import gettext as _

from toile.portal.accounts.models import User
from toile.portal.invoices.deeds import PAPERS
from toile.portal.invoices.models import Invoice
from toile.portal.invoices.services.issuing import credit, issue
from toile.portal.jobs.services import enqueue
from toile.portal.transfers.models import Transfer
from toile.portal.transfers.signals import settled


@receiver(settled)
def follow_transfer(transfer: Transfer, by: User | None, **_told: object) -> None:
    """Invoice what was executed; credit what came back.

    What cannot be invoiced is paid all the same: the union's page lists it.
    """
    if transfer.state == Transfer.State.EXECUTED:
        issue(transfer, by)
        enqueue(PAPERS)
    elif transfer.state == Transfer.State.RETURNED:
        for one in transfer.invoices.filter(
            kind=Invoice.Kind.INVOICE, credit_note__isnull=True
        ):
            reason = transfer.reason or _("virement revenu")
            credit(one, _("Virement revenu : %s") % reason, by)
