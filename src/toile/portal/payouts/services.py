"""Posting to the ledger, and checking it against itself."""

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Sum

from toile.ledger.chart import CINEMA_PAYABLE, kind_of
from toile.ledger.media import Thousandths, media_posting
from toile.portal.campaigns.models import LineItem
from toile.portal.payouts.models import (
    Account,
    Balance,
    Entry,
    MediaCarry,
    MediaPart,
    Posting,
)
from toile.wire.clock import PARIS, from_datetime, to_datetime
from toile.wire.ids import Ulid

_PART_HOURS = 6


@dataclass(frozen=True)
class Discrepancy:
    """What does not add up: a posting or an account, what it is, what it should be."""

    subject: str
    found_micros: int
    expected_micros: int


@transaction.atomic
def post(
    posting_id: str,
    at: datetime.datetime,
    kind: str,
    memo: str,
    entries: Sequence[tuple[str, int]],
) -> bool:
    """Write a posting once; ``False`` if its id is already in the ledger.

    Raises ``ValueError`` for entries that do not sum to zero or are fewer than two.
    """
    total = sum(amount for _code, amount in entries)
    if total != 0 or len(entries) < 2:
        raise ValueError(
            f"posting {posting_id}: {len(entries)} entries sum to {total} "
            "micro-euros; give two or more that sum to 0"
        )
    _posting, made = Posting.objects.get_or_create(
        id=posting_id, defaults={"at": at, "kind": kind, "memo": memo}
    )
    if not made:
        return False
    accounts = _accounts(code for code, _amount in entries)
    Entry.objects.bulk_create(
        Entry(
            posting_id=posting_id,
            account=accounts[code],
            amount_micros=amount,
            position=position,
        )
        for position, (code, amount) in enumerate(entries)
    )
    # In the order of codes, so that two writers never wait for each other in a ring.
    for code, amount in sorted(entries):
        Balance.objects.filter(account=accounts[code]).update(
            amount_micros=F("amount_micros") + amount
        )
    return True


@transaction.atomic
def book_media(
    line_id: str, exchange_id: str, day: datetime.date, part: int, bills: Thousandths
) -> bool:
    """Book what is new of all bills of a line and an exchange in a part of a day.

    ``bills`` are all of that part, so that booking them again books nothing; where
    more has been booked than there is, ``False`` and nothing changes. The posting is
    dated within the part of the day.
    """
    own = MediaPart.objects.select_for_update()
    booked, _ = own.get_or_create(
        line_id=line_id, exchange_id=exchange_id, day=day, part=part
    )
    more = Thousandths(
        bills.cost - booked.cost_thousandths, bills.price - booked.price_thousandths
    )
    if min(more.cost, more.price) < 0 or not (more.cost or more.price):
        return False
    rest, _ = MediaCarry.objects.select_for_update().get_or_create(
        line_id=line_id, exchange_id=exchange_id
    )
    named = f"{line_id}|{exchange_id}|{day}|{part}|{bills.cost}|{bills.price}"
    posting, left = media_posting(
        Ulid(f"media-{hashlib.sha256(named.encode()).hexdigest()[:40]}"),
        from_datetime(_last_second(day, part)),
        Ulid(LineItem.objects.values_list("flight__campaign_id").get(id=line_id)[0]),
        Ulid(exchange_id),
        more,
        Thousandths(rest.cost_thousandths, rest.price_thousandths),
    )
    if posting is not None:
        entries = [(entry.account, entry.amount) for entry in posting.entries]
        at = to_datetime(posting.at_ms)
        post(posting.id, at, posting.kind, posting.memo, entries)
    rest.cost_thousandths, rest.price_thousandths = left.cost, left.price
    rest.save()
    booked.cost_thousandths, booked.price_thousandths = bills.cost, bills.price
    booked.save()
    return True


def _last_second(day: datetime.date, part: int) -> datetime.datetime:
    last = datetime.time(part * _PART_HOURS + _PART_HOURS - 1, 59, 59)
    return datetime.datetime.combine(day, last, PARIS)


def trial_balance() -> list[Discrepancy]:
    """Add the whole ledger up again; an empty list means that the money adds up."""
    unbalanced = (
        Entry.objects.values("posting_id")
        .annotate(total=Sum("amount_micros"))
        .exclude(total=0)
        .values_list("posting_id", "total")
    )
    faults = [Discrepancy(f"posting {key}", total, 0) for key, total in unbalanced]
    empty = Posting.objects.filter(entries__isnull=True).values_list("id", flat=True)
    faults += [Discrepancy(f"posting {key} has no entries", 0, 0) for key in empty]
    balances = Balance.objects.select_related("account").annotate(
        total=Sum("account__entries__amount_micros", default=0)
    )
    faults += [
        Discrepancy(f"account {row.account.code}", row.amount_micros, row.total)
        for row in balances.exclude(total=F("amount_micros"))
    ]
    kept = Account.objects.filter(balance__isnull=True)
    faults += [
        Discrepancy(f"account {account.code} has no balance", 0, account.total)
        for account in kept.annotate(total=Sum("entries__amount_micros", default=0))
    ]
    return faults


def _accounts(codes: Iterable[str]) -> dict[str, Account]:
    wanted = set(codes)
    found = {row.code: row for row in Account.objects.filter(code__in=wanted)}
    for code in sorted(wanted - found.keys()):
        kind = kind_of(code)
        account, made = Account.objects.get_or_create(
            code=code,
            defaults={
                "kind": kind,
                "cinema_id": code.partition(":")[2] if kind == CINEMA_PAYABLE else None,
            },
        )
        if made:
            Balance.objects.create(account=account)
        found[code] = account
    return found
