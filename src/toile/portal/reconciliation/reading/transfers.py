"""Payouts that are booked, beside transfers that the bank has executed."""

from collections.abc import Mapping

from django.db.models import F

from toile.ledger.chart import BANK
from toile.ledger.checking.report import Cause, Compared, Difference, Subject
from toile.ledger.entries import PAYOUT, PAYOUT_RETURN
from toile.portal.payouts.models import Entry
from toile.portal.transfers.models import Transfer

_SUBJECT = Subject.TRANSFERS_AND_LEDGER
_State = Transfer.State


def transfers_and_ledger() -> tuple[Compared, list[Difference]]:
    """Compare transfer by transfer: what left, and what came back."""
    expected: dict[str, int] = {}
    rows = Transfer.objects.filter(state__in=[_State.EXECUTED, _State.RETURNED])
    # What left is the net that was owed, and the VAT that the invoice adds.
    left = rows.annotate(left=F("amount_micros") + F("vat_micros"))
    for key, state, amount in left.values_list("id", "state", "left"):
        expected[f"payout-{key}"] = -amount
        if state == _State.RETURNED:
            expected[f"return-{key}"] = amount
    booked: dict[str, int] = dict(
        Entry.objects.filter(
            account__code=BANK, posting__kind__in=[PAYOUT, PAYOUT_RETURN]
        ).values_list("posting_id", "amount_micros")
    )
    compared = Compared(
        _SUBJECT,
        len(expected),
        len(booked),
        -sum(expected.values()),
        -sum(booked.values()),
    )
    return compared, [
        *_short(Cause.TRANSFER_NOT_BOOKED, expected, booked),
        *_short(Cause.BOOKED_NOT_TRANSFERRED, booked, expected),
    ]


def _short(
    cause: Cause, one: Mapping[str, int], other: Mapping[str, int]
) -> list[Difference]:
    """Tell of each posting that one side has, and the other not for its amount."""
    return [
        Difference(_SUBJECT, cause, 1, of=key, amount_micros=amount, examples=(key,))
        for key, amount in sorted(one.items())
        if other.get(key) != amount
    ]
