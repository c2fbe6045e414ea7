"""The hold: a click's shares wait some days, then become payable, unless taken out.

Invalid traffic that is found within the hold is taken off what waits; found later, off
what is payable. Both are reversals with their reason, so that gross and net stay to be
seen (docs/explain/books.md).
"""

import datetime
from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Sum

from toile.ledger.chart import (
    CINEMA_PENDING,
    cinema_payable,
    kind_of,
    owner_of,
)
from toile.ledger.entries import CLICK, RELEASE, release_posting, reversal
from toile.ledger.entries import Entry as Side
from toile.ledger.entries import Posting as Written
from toile.portal.payouts.models import Account, Balance, Entry, Posting
from toile.portal.payouts.services.posting import lock_ledger, post_all
from toile.wire.calendar import midnight
from toile.wire.clock import from_datetime
from toile.wire.ids import Ulid
from toile.wire.money import Money

HOLD_DAYS = 3
"""Whole days after a click's own, by the calendar of Paris (SPECS §7.1)."""


def held_since(today: datetime.date) -> datetime.datetime:
    """Tell the moment from which clicks are still held on a day."""
    first = today - datetime.timedelta(days=HOLD_DAYS)
    return midnight(first)


@transaction.atomic
def release(today: datetime.date) -> int:
    """Make payable what is past its hold; tell how many cinemas it concerns.

    Running it again releases nothing twice: what is released no longer waits.
    """
    lock_ledger()
    since = held_since(today)
    rows = Balance.objects.filter(account__kind=CINEMA_PENDING)
    waiting = Counter(dict(rows.values_list("account__code", "amount_micros")))
    # By the postings of these days: what was written since the beginning of the books
    # is not looked through each morning.
    days = Posting.objects.filter(at__gte=since)
    young = (
        Entry.objects.filter(account__kind=CINEMA_PENDING, posting__in=days)
        .values_list("account__code")
        .annotate(total=Sum("amount_micros"))
        .values_list("account__code", "total")
    )
    for code, total in young:
        waiting[code] -= total
    held = {Ulid(owner_of(code)): Money(-total) for code, total in waiting.items()}
    # Dated within the day that ends the hold: after all that it releases.
    at_ms = from_datetime(since) - 1
    earlier = Posting.objects.filter(kind=RELEASE, memo=str(today)).count()
    posting = release_posting(Ulid(f"release-{today}-{earlier + 1}"), at_ms, held)
    if posting is None:
        return 0
    named = Written(posting.id, at_ms, posting.kind, str(today), posting.entries)
    post_all([named])
    return sum(1 for amount in held.values() if amount)


def released_until() -> datetime.datetime | None:
    """Tell up to when clicks have been released; ``None`` for none so far."""
    last = Posting.objects.filter(kind=RELEASE).order_by("-at").first()
    return None if last is None else last.at


@transaction.atomic
def take_out(clicks: Iterable[str], reason: str, now: datetime.datetime) -> int:
    """Reverse clicks that turned out to be invalid; tell how many were.

    What of a click is still held is taken off what waits, dated as the click is, so
    that it leaves with it; else off what is payable, today. Clicks that were never
    billed, or taken out before, are left alone.
    """
    lock_ledger()
    rows = Posting.objects.filter(id__in=list(clicks), kind=CLICK)
    until = released_until()
    undone = []
    for row in rows.prefetch_related("entries__account"):
        sides = tuple(
            Side(entry.account.code, Money(entry.amount_micros))
            for entry in sorted(row.entries.all(), key=lambda one: one.position)
        )
        click = Written(Ulid(row.id), from_datetime(row.at), row.kind, "", sides)
        is_held = until is None or row.at > until
        moved = {} if is_held else _moved(sides)
        at_ms = click.at_ms if is_held else from_datetime(now)
        undone.append(reversal(click, Ulid(f"reversal-{row.id}"), at_ms, reason, moved))
    return post_all(undone)


def _moved(sides: Iterable[Side]) -> dict[str, str]:
    """Name for accounts that wait those that their amounts were released to."""
    return {
        side.account: cinema_payable(Ulid(owner_of(side.account)))
        for side in sides
        if kind_of(side.account) == CINEMA_PENDING
    }


def pending_of(cinema_ids: Iterable[str]) -> dict[str, int]:
    """Tell what waits within the hold, by cinema id, in micro-euros."""
    rows = Account.objects.filter(kind=CINEMA_PENDING, cinema__in=list(cinema_ids))
    found = rows.values_list("cinema_id", "balance__amount_micros")
    return {cinema: -amount for cinema, amount in found}
