"""A month of clicks over a country of cinemas, in order, the same for the same seed."""

import datetime
import random
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from toile.ledger.sharing import Visited
from toile.wire.calendar import midnight_ms, month_after
from toile.wire.clock import utc_day
from toile.wire.ids import Ulid, new_ulid

MOST_CINEMAS = 3


class BenchClick(msgspec.Struct, frozen=True):
    """What the worker knows of a click when it shares it."""

    id: Ulid
    at_ms: int
    campaign: Ulid
    visited: Mapping[Ulid, Visited]


def clicks(
    count: int,
    month: datetime.date,
    cinemas: Sequence[Ulid],
    campaigns: Sequence[Ulid],
    seed: int = 7,
) -> Iterator[BenchClick]:
    """Invent clicks of spectators of one to three cinemas, evenly over a month."""
    chance = random.Random(seed)  # noqa: S311 - figures, not secrets
    begins, ends = (midnight_ms(day) for day in (month, month_after(month)))
    for at in range(count):
        at_ms = begins + (ends - begins) * at // count
        known = chance.sample(cinemas, 1 + int(chance.random() * MOST_CINEMAS))
        seen = Visited(utc_day(at_ms), 1)
        campaign = campaigns[int(chance.random() * len(campaigns))]
        yield BenchClick(new_ulid(at_ms), at_ms, campaign, dict.fromkeys(known, seen))
