"""Writing postings into the ledger, each once, many at a time."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import itemgetter

import msgspec
from django.db import connection, transaction
from django.utils import timezone

from toile.ledger.chain import GENESIS, link_hash
from toile.ledger.chart import OF_CINEMAS, kind_of, owner_of
from toile.ledger.checks import unbalanced
from toile.ledger.entries import Entry as Side
from toile.ledger.entries import Posting as Written
from toile.portal.bulk import add, insert, known
from toile.portal.payouts.models import (
    Account,
    Balance,
    ClosedPeriod,
    Entry,
    Link,
    Posting,
)
from toile.wire.clock import from_datetime, to_datetime
from toile.wire.ids import Ulid
from toile.wire.money import Money

_LEDGER_LOCK = 0x6C6564676572  # "ledger"


def post(
    posting_id: str,
    at: datetime.datetime,
    kind: str,
    memo: str,
    entries: Sequence[tuple[str, int]],
) -> bool:
    """Write one posting; ``False`` if its id is already in the ledger.

    Raises ``ValueError`` for entries that do not sum to zero or are fewer than two.
    """
    sides = tuple(Side(code, Money(amount)) for code, amount in entries)
    written = Written(Ulid(posting_id), from_datetime(at), kind, memo, sides)
    return bool(post_all([written]))


@transaction.atomic
def post_all(postings: Sequence[Written]) -> int:
    """Write postings, each once by its id; tell how many were new.

    One link of the chain holds them. What counts for a month that is closed counts for
    the one that is open instead. Raises ``ValueError``, and writes none, where the
    entries of one do not sum to zero or are fewer than two.
    """
    _refuse_unbalanced(postings)
    lock_ledger()
    last = Link.objects.order_by("-number").first()
    fresh = _fresh(postings)
    if not fresh:
        return 0
    number = 1 if last is None else last.number + 1
    _write(fresh, number)
    previous = GENESIS if last is None else last.hash
    Link.objects.create(
        number=number,
        written_at=timezone.now(),
        postings=len(fresh),
        previous_hash=previous,
        hash=link_hash(previous, fresh),
    )
    return len(fresh)


def lock_ledger() -> None:
    """Wait for who writes the ledger, until this transaction ends: one end of a chain.

    SQLite's IMMEDIATE transactions already let in one writer at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LEDGER_LOCK])


def open_since() -> datetime.datetime | None:
    """Tell from when postings may be dated; ``None``: no month is closed."""
    closed = ClosedPeriod.objects.order_by("-ends_at").first()
    return None if closed is None else closed.ends_at


def _refuse_unbalanced(postings: Sequence[Written]) -> None:
    wrong = unbalanced(postings)
    wrong += [
        f"posting {posting.id} has {len(posting.entries)} entry"
        for posting in postings
        if len(posting.entries) < 2
    ]
    if wrong:
        raise ValueError(f"{'; '.join(wrong)}: give two entries or more that sum to 0")


def _fresh(postings: Sequence[Written]) -> list[Written]:
    """Leave out what is written already, and what is named twice; date the others."""
    by_id = {posting.id: posting for posting in reversed(postings)}
    for key in known(Posting, by_id.keys()):
        del by_id[key]  # type: ignore[arg-type]
    since = open_since()
    floor_ms = 0 if since is None else from_datetime(since)
    return [
        posting
        if posting.at_ms >= floor_ms
        else msgspec.structs.replace(posting, at_ms=floor_ms)
        for posting in by_id.values()
    ]


def _write(postings: Sequence[Written], link: int) -> None:
    moved: defaultdict[str, int] = defaultdict(int)
    for posting in postings:
        for entry in posting.entries:
            moved[entry.account] += entry.amount
    accounts = accounts_of(moved)
    entries = [
        (accounts[entry.account], posting.id, entry.amount, position)
        for posting in postings
        for position, entry in enumerate(posting.entries)
    ]
    # Place by place of one of their two indexes: PostgreSQL gains most by that of
    # postings, SQLite by that of accounts (docs/performance.md, The books).
    entries.sort(key=itemgetter(1 if connection.vendor == "postgresql" else 0))
    # The entries first: the posting seals them.
    insert(Entry, ("account", "posting", "amount_micros", "position"), entries)
    insert(
        Posting,
        ("id", "at", "kind", "memo", "link"),
        [
            (posting.id, to_datetime(posting.at_ms), posting.kind, posting.memo, link)
            for posting in postings
        ],
    )
    # In the order of codes: so that two writers never wait for each other in a ring.
    add(
        Balance,
        "amount_micros",
        [(accounts[code], moved[code]) for code in sorted(moved)],
    )


def accounts_of(codes: Iterable[str]) -> dict[str, str]:
    """Find the ids of accounts by their codes; open those that are new."""
    wanted = set(codes)
    rows = Account.objects.filter(code__in=wanted).values_list("code", "id")
    found = dict(rows)
    for code in sorted(wanted - found.keys()):
        kind = kind_of(code)
        account, made = Account.objects.get_or_create(
            code=code,
            defaults={
                "kind": kind,
                "cinema_id": owner_of(code) if kind in OF_CINEMAS else None,
            },
        )
        if made:
            Balance.objects.create(account=account)
        found[code] = account.id
    return found
