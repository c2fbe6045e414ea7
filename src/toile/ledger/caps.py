"""What is cut where a month's earnings pass a cap, and who keeps it.

*Per campaign*: what a campaign owes cinemas in a month ends at the cap. What is above
is cut off each cinema in proportion to what the campaign earned it, and the
distributor does not owe it.

*Per cinema*: what a cinema earns in a month ends at the cap. What is above was paid
for; the union keeps it for the pool (``union_payable``), and decides what becomes of
it.

Campaigns are cut first, then cinemas. What was cut is given back as far as a later
reversal makes room. Caps are those of the agreement on the first day of its month that
had one: a later amendment begins with the next month. ``docs/explain/rates.md``.
"""

from collections import Counter
from collections.abc import Mapping

import msgspec

from toile.ledger.chart import (
    UNION_PAYABLE,
    cinema_pending,
    distributor_receivable,
)
from toile.ledger.entries import Entry, Posting
from toile.wire.ids import Ulid
from toile.wire.money import Money

CAP = "cap"


class Caps(msgspec.Struct, frozen=True):
    """A month's caps in micro-euros; 0 is none."""

    cinema: int = 0
    campaign: int = 0


Earned = Mapping[tuple[Ulid, Ulid], int]
"""Net micro-euros by campaign and cinema, in a month, before any cap."""


class Cuts(msgspec.Struct, frozen=True):
    """What the caps take off: by campaign and cinema, and by cinema."""

    campaigns: Mapping[tuple[Ulid, Ulid], int]
    cinemas: Mapping[Ulid, int]


def cuts(caps: Caps, earned: Earned) -> Cuts:
    """Tell what a month's caps take off what was earned."""
    by_campaign = _cut_campaigns(caps.campaign, earned) if caps.campaign else {}
    by_cinema: Counter[Ulid] = Counter()
    if caps.cinema:
        left: Counter[Ulid] = Counter()
        for (campaign, cinema), amount in earned.items():
            left[cinema] += amount - by_campaign.get((campaign, cinema), 0)
        for cinema, amount in left.items():
            if amount > caps.cinema:
                by_cinema[cinema] = amount - caps.cinema
    return Cuts(by_campaign, by_cinema)


def _cut_campaigns(cap: int, earned: Earned) -> dict[tuple[Ulid, Ulid], int]:
    totals: Counter[Ulid] = Counter()
    for (campaign, _), amount in earned.items():
        totals[campaign] += amount
    found: dict[tuple[Ulid, Ulid], int] = {}
    for campaign, total in totals.items():
        over = total - cap
        if over <= 0:
            continue
        own = {
            key: amount
            for key, amount in sorted(earned.items())
            if key[0] == campaign and amount > 0
        }
        weight = sum(own.values())
        exact = {key: divmod(over * amount, weight) for key, amount in own.items()}
        odd = over - sum(part for part, _ in exact.values())
        lucky = sorted(exact, key=lambda key: (-exact[key][1], key))[:odd]
        for key, (part, _) in exact.items():
            found[key] = part + (key in lucky)
    return found


def cap_posting(
    posting: Ulid, at_ms: int, memo: str, wanted: Cuts, booked: Cuts
) -> Posting | None:
    """Book what the caps take off beyond what is booked; ``None`` for nothing."""
    sums: Counter[str] = Counter()
    for key in {*wanted.campaigns, *booked.campaigns}:
        more = wanted.campaigns.get(key, 0) - booked.campaigns.get(key, 0)
        campaign, cinema = key
        sums[cinema_pending(cinema)] += more
        sums[distributor_receivable(campaign)] -= more
    for cinema in {*wanted.cinemas, *booked.cinemas}:
        more = wanted.cinemas.get(cinema, 0) - booked.cinemas.get(cinema, 0)
        sums[cinema_pending(cinema)] += more
        sums[UNION_PAYABLE] -= more
    entries = tuple(
        Entry(account, Money(amount))
        for account, amount in sorted(sums.items())
        if amount
    )
    return Posting(posting, at_ms, CAP, memo, entries) if entries else None
