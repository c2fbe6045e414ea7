"""Where organisations are paid: read, changed by owners alone, told to all of them."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Organisation, User
from toile.portal.audit.services import record
from toile.portal.payouts.models import BankAccount
from toile.portal.payouts.rules import may_see_bank_account

# How apps above tell owners of a change, which is how fraud is noticed. Sent inside the
# transaction with ``account``, ``before`` (an account or ``None``) and ``by``.
bank_account_changed = Signal()


@dataclass(frozen=True)
class Details:
    """What is on a bank's statement of identity (RIB), already checked by its form."""

    holder: str
    iban: str
    bic: str


def bank_account(organisation: Organisation) -> BankAccount | None:
    """Tell where an organisation is paid; nothing before it has said so."""
    return BankAccount.objects.filter(organisation=organisation).first()


@transaction.atomic
def change_bank_account(
    organisation: Organisation, details: Details, by: User
) -> BankAccount:
    """Pay an organisation elsewhere from now on; the same details change nothing."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not may_see_bank_account(by, organisation):
        raise PermissionDenied(
            _("Seules les personnes responsables donnent un compte bancaire.")
        )
    before = bank_account(organisation)
    if before and (before.holder, before.iban, before.bic) == (
        details.holder,
        details.iban,
        details.bic,
    ):
        return before
    account = BankAccount(
        organisation=organisation,
        holder=details.holder,
        iban=details.iban,
        bic=details.bic,
        given_by=by,
        given_at=timezone.now(),
    )
    account.full_clean()
    account.save(force_insert=True)
    record(
        "bank_account.changed",
        "organisation",
        organisation.id,
        actor=by,
        organisation=organisation,
        details={
            "iban": account.masked_iban,
            "before": before.masked_iban if before else "",
        },
    )
    bank_account_changed.send(BankAccount, account=account, before=before, by=by)
    return account
