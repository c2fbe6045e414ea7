"""What members hear from the apps below them."""

from django.dispatch import receiver

from toile.portal.accounts.models import User
from toile.portal.members import letters
from toile.portal.payouts.bank import bank_account_changed
from toile.portal.payouts.models import BankAccount


@receiver(bank_account_changed)
def tell_owners(
    account: BankAccount, before: BankAccount | None, by: User, **_given: object
) -> None:
    """Write to every owner, the one who did it too: so a fraud is noticed."""
    del by
    letters.bank_account_changed(account, first=before is None)
