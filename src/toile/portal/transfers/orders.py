"""The order of a run: what its file says, always the same for the same run."""

import datetime

from toile.ledger.payment import Address, Party, Payment
from toile.ledger.sepa import Order
from toile.portal.payouts.models import BankAccount
from toile.portal.transfers.models import Payer, Run, Transfer
from toile.wire.clock import PARIS
from toile.wire.money import Money

_SATURDAY = 5

ORDERED = (
    Transfer.State.RESERVED,
    Transfer.State.EXECUTED,
    Transfer.State.REJECTED,
    Transfer.State.RETURNED,
)
"""The states of transfers that stand in the file."""


def order_of(
    run: Run, payer: Payer, made_at: datetime.datetime, execute_on: datetime.date
) -> Order:
    """Make the order of a run from what it keeps; nothing is read from elsewhere."""
    rows = run.transfers.filter(state__in=ORDERED).select_related("account")
    payments = tuple(
        Payment(
            row.reference,
            _party(row.account, row.street, row.postal_code, row.town),
            Money(row.total_micros),
            remittance_of(row, run),
        )
        for row in rows.order_by("position")
        if row.account is not None
    )
    debtor = _party(payer.account, payer.street, payer.postal_code, payer.town)
    return Order(run.id, made_at, execute_on, debtor, payments)


def remittance_of(transfer: Transfer, run: Run) -> str:
    """Say on the cinema's own bank statement what the money is for."""
    day = run.proposed_at.astimezone(PARIS).date()
    return f"Toile reversement {day:%d/%m/%Y} ref. {transfer.reference}"


def first_working_day_after(day: datetime.date) -> datetime.date:
    """Tell when a bank may execute at the earliest; banks move it past holidays."""
    after = day + datetime.timedelta(days=1)
    while after.weekday() >= _SATURDAY:
        after += datetime.timedelta(days=1)
    return after


def party_of(payer: Payer) -> Party:
    """The union as the bank knows it."""
    return _party(payer.account, payer.street, payer.postal_code, payer.town)


def _party(account: BankAccount, street: str, postal_code: str, town: str) -> Party:
    address = Address(street, postal_code, town)
    return Party(account.holder, account.iban, account.bic, address)
