"""How often a spectator has seen each line: kept by the worker, read by the edge.

The value of the ads space's ``CAPS`` table, keyed by ``aid``: impressions by line and
UTC day. Days beyond the longest cap are forgotten.
"""

import msgspec

from toile.wire.ids import Ulid
from toile.wire.targeting import Cap

CAPS = "caps"
LONGEST_DAYS = 30


class Seen(msgspec.Struct, frozen=True):
    """Impressions by line, by UTC day."""

    lines: dict[Ulid, dict[int, int]] = {}


NOTHING = Seen()

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Seen)

encode = _encoder.encode


def decode(record: bytes) -> Seen:
    """Read what a spectator has seen."""
    return _decoder.decode(record)


def with_impression(seen: Seen, line: Ulid, day: int) -> Seen:
    """Count one more impression of a line and forget days beyond the longest cap."""
    oldest = day - LONGEST_DAYS
    days = {d: n for d, n in seen.lines.get(line, {}).items() if d > oldest}
    days[day] = days.get(day, 0) + 1
    return Seen({**seen.lines, line: days})


def without_days_before(seen: Seen, first_day: int) -> Seen:
    """Forget days before one, and lines of which nothing is left."""
    kept = {
        line: {day: n for day, n in by_day.items() if day >= first_day}
        for line, by_day in seen.lines.items()
    }
    return Seen({line: by_day for line, by_day in kept.items() if by_day})


def at_least(seen: Seen, other: Seen) -> Seen:
    """Take the larger number of both, line by line and day by day."""
    lines = dict(seen.lines)
    for line, days in other.lines.items():
        known = lines.get(line, {})
        larger = {day: max(n, known.get(day, 0)) for day, n in days.items()}
        lines[line] = {**known, **larger}
    return Seen(lines)


def capped(seen: Seen, line: Ulid, cap: Cap | None, today: int) -> bool:
    """Tell whether the cap of a line is met; the window ends today and includes it."""
    if cap is None:
        return False
    days = seen.lines.get(line)
    if not days:
        return False
    first = today - cap.days + 1
    return sum(n for day, n in days.items() if day >= first) >= cap.impressions
