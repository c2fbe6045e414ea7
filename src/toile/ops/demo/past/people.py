"""Who came in the past: pseudonymous browsers, drawn from the day's own chance."""

import datetime
import random
from collections.abc import Iterator, Sequence

import msgspec

from toile.ops.demo.past.scene import House
from toile.pool.identity import Identity
from toile.wire.calendar import midnight_ms
from toile.wire.events import Device
from toile.wire.ids import ID_BYTES, Aid, Sid, Tid

# So many of a hundred come in the first week, for a pool under a hundred is not aimed
# at; the others from then on, some each day.
_FIRST_WEEK_PERCENT = 60
_WEEK = 7
_SECOND_HOUSE = 0.3
_SECOND_WITHIN_DAYS = 12
_LEAVES = 0.015
DEVICES: tuple[Device, ...] = ("mobile", "mobile", "desktop", "desktop", "tablet")
# From eight in the morning until half past eleven in the evening.
_FIRST_MS = 8 * 3_600_000
_LAST_MS = 23 * 3_600_000 + 1_800_000


class Joined(msgspec.Struct, frozen=True):
    """A yes on a member's site."""

    house: House
    at_ms: int


class Person(msgspec.Struct, frozen=True):
    """A browser of the pool: its two ids, its yeses, the days after the first of them.

    ``leaves_ms`` is when it takes all of them back, if it does.
    """

    sid: Sid
    aid: Aid
    device: Device
    joined: tuple[Joined, ...]
    days: tuple[datetime.date, ...]
    leaves_ms: int | None


def people_of(
    houses: Sequence[House],
    days: Sequence[datetime.date],
    count: int,
    identity: Identity,
    chance: random.Random,
) -> Iterator[Person]:
    """Draw so many people."""
    weights = [house.weight for house in houses]
    for _ in range(count):
        tid = Tid(chance.randbytes(ID_BYTES))
        sid = identity.sid(tid)
        came = _first_day(len(days), chance)
        home, other = chance.choices(houses, weights, k=2)
        joined = [Joined(home, at_some_hour(days[came], chance))]
        again = came + chance.randint(1, _SECOND_WITHIN_DAYS)
        if other is not home and again < len(days) and chance.random() < _SECOND_HOUSE:
            joined.append(Joined(other, at_some_hour(days[again], chance)))
        after = days[came + 1 :]
        leaves = None
        if len(after) > _SECOND_WITHIN_DAYS and chance.random() < _LEAVES:
            last = chance.randrange(_SECOND_WITHIN_DAYS, len(after))
            leaves = at_some_hour(after[last], chance)
            after = after[:last]
        yield Person(
            sid,
            identity.aid(sid),
            chance.choice(DEVICES),
            tuple(joined),
            tuple(after),
            leaves,
        )


def at_some_hour(day: datetime.date, chance: random.Random) -> int:
    """Draw a moment of a day in Paris at which people are awake."""
    return midnight_ms(day) + chance.randint(_FIRST_MS, _LAST_MS)


def _first_day(days: int, chance: random.Random) -> int:
    first_week = chance.randrange(100) < _FIRST_WEEK_PERCENT
    return chance.randrange(min(_WEEK, days) if first_week else days)
