"""From which account the union pays, and making sure of a cinema's."""

from django.db import transaction
from django.utils import timezone

from toile.portal.accounts.models import Organisation, User
from toile.portal.audit.services import record
from toile.portal.payouts.bank import Details, change_bank_account
from toile.portal.payouts.models import BankAccount
from toile.portal.transfers.models import Payer, SecondLook


@transaction.atomic
def set_payer(union: Organisation, details: Details, by: User, **address: str) -> Payer:
    """Pay from this account from now on. Raises ``PermissionDenied`` for non-owners.

    ``address`` is ``street``, ``postal_code`` and ``town`` of the account's holder.
    """
    account = change_bank_account(union, details, by)
    payer = Payer(account=account, given_by=by, given_at=timezone.now(), **address)
    payer.full_clean()
    payer.save(force_insert=True)
    record(
        "payout.payer_set",
        "organisation",
        union.id,
        actor=by,
        organisation=union,
        details={"iban": account.masked_iban},
    )
    return payer


@transaction.atomic
def look_at_account(account: BankAccount, by: User) -> SecondLook:
    """Note that somebody of the union made sure of a changed account, once."""
    look, made = SecondLook.objects.get_or_create(
        account=account, defaults={"user": by, "at": timezone.now()}
    )
    if made:
        record(
            "payout.account_looked_at",
            "organisation",
            account.organisation_id,
            actor=by,
            organisation=account.organisation,
            details={"iban": account.masked_iban},
        )
    return look
