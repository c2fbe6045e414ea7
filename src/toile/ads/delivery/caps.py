"""How often a spectator has seen each line: kept by the worker, read by the edge.

The value of the ads space's ``CAPS`` table, keyed by ``aid``: impressions by line and
UTC day, the moments of the last hour, and how many in all. A line that an id has not
seen for so long as the longest cap is forgotten whole: a flight's cap lasts as long as
the line is seen once in that time.
"""

import msgspec

from toile.wire.clock import MS_A_SECOND, utc_day
from toile.wire.ids import Ulid
from toile.wire.targeting import Cap

CAPS = "caps"
LONGEST_DAYS = 30

_HOUR_SECONDS = 3_600
MOST_AN_HOUR = 60
"""No cap by the hour is larger: so many moments of a line are kept, the last ones."""


class Seen(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Impressions by line: by UTC day, when (seconds, the latest last), and in all.

    Records of before 2026-12 have no ``recent`` and no ``whole``: they capped by days.
    """

    lines: dict[Ulid, dict[int, int]] = {}
    recent: dict[Ulid, tuple[int, ...]] = {}
    whole: dict[Ulid, int] = {}


NOTHING = Seen()

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Seen)

encode = _encoder.encode


def decode(record: bytes) -> Seen:
    """Read what a spectator has seen."""
    return _decoder.decode(record)


def with_impression(seen: Seen, line: Ulid, at_ms: int) -> Seen:
    """Count one more impression of a line and forget days beyond the longest cap."""
    one = of_line(seen, line, at_ms)
    return Seen(
        {**seen.lines, **one.lines},
        {**seen.recent, **one.recent},
        {**seen.whole, **one.whole},
    )


def of_line(seen: Seen, line: Ulid, at_ms: int) -> Seen:
    """Tell of one line alone what one more impression of it makes."""
    day = utc_day(at_ms)
    oldest = day - LONGEST_DAYS
    days = {d: n for d, n in seen.lines.get(line, {}).items() if d > oldest}
    days[day] = days.get(day, 0) + 1
    moments = _later(seen.recent.get(line, ()), at_ms // MS_A_SECOND)
    return Seen({line: days}, {line: moments}, {line: _in_all(seen, line) + 1})


def without_days_before(seen: Seen, first_day: int) -> Seen:
    """Forget days before one, and lines of which nothing is left."""
    kept = {
        line: {day: n for day, n in by_day.items() if day >= first_day}
        for line, by_day in seen.lines.items()
    }
    lines = {line: by_day for line, by_day in kept.items() if by_day}
    return Seen(
        lines,
        {line: moments for line, moments in seen.recent.items() if line in lines},
        {line: n for line, n in seen.whole.items() if line in lines},
    )


def at_least(seen: Seen, other: Seen) -> Seen:
    """Take the larger number of both, line by line and day by day."""
    if not seen.lines:
        return other
    lines, recent, whole = dict(seen.lines), dict(seen.recent), dict(seen.whole)
    for line, days in other.lines.items():
        known = lines.get(line, {})
        larger = {day: max(n, known.get(day, 0)) for day, n in days.items()}
        lines[line] = {**known, **larger}
    for line, moments in other.recent.items():
        recent[line] = _latest(recent.get(line, ()), moments)
    for line, n in other.whole.items():
        whole[line] = max(n, _in_all(seen, line))
    return Seen(lines, recent, whole)


def merged(one: Seen, other: Seen) -> Seen:
    """Put together what one browser has seen under two ids: each was counted once."""
    lines = {line: dict(by_day) for line, by_day in one.lines.items()}
    whole = {line: _in_all(one, line) for line in one.lines}
    recent = dict(one.recent)
    for line, by_day in other.lines.items():
        mine = lines.setdefault(line, {})
        for day, times in by_day.items():
            mine[day] = mine.get(day, 0) + times
        whole[line] = whole.get(line, 0) + _in_all(other, line)
    for line, moments in other.recent.items():
        together = sorted((*recent.get(line, ()), *moments))
        last = together[-1] - _HOUR_SECONDS
        recent[line] = tuple(each for each in together if each > last)[-MOST_AN_HOUR:]
    return Seen(lines, recent, whole)


def capped(seen: Seen, line: Ulid, cap: Cap | None, now_ms: int) -> bool:
    """Tell whether a cap of a line is met; the window of days includes today."""
    if cap is None:
        return False
    days = seen.lines.get(line)
    if not days:
        return False
    first = utc_day(now_ms) - cap.days + 1
    if cap.impressions and (
        sum(n for day, n in days.items() if day >= first) >= cap.impressions
    ):
        return True
    if cap.flight and _in_all(seen, line) >= cap.flight:
        return True
    moments = seen.recent.get(line)
    if not moments or not (cap.an_hour or cap.apart_seconds):
        return False
    now = now_ms // MS_A_SECOND
    if cap.apart_seconds and now - moments[-1] < cap.apart_seconds:
        return True
    last_hour = sum(moment > now - _HOUR_SECONDS for moment in moments)
    return bool(cap.an_hour) and last_hour >= cap.an_hour


def _in_all(seen: Seen, line: Ulid) -> int:
    """Count all impressions of a line; an old record tells the days alone."""
    whole = seen.whole.get(line)
    return sum(seen.lines.get(line, {}).values()) if whole is None else whole


def _later(moments: tuple[int, ...], at: int) -> tuple[int, ...]:
    """Add a moment, which may come late, and keep the last one's last hour."""
    if not moments:
        return (at,)
    every = sorted((*moments, at))
    first = every[-1] - _HOUR_SECONDS
    return tuple(moment for moment in every if moment > first)[-MOST_AN_HOUR:]


def _latest(some: tuple[int, ...], others: tuple[int, ...]) -> tuple[int, ...]:
    """Match moments from the latest back: one impression is served, then counted."""
    longer, shorter = (some, others) if len(some) >= len(others) else (others, some)
    rest = len(longer) - len(shorter)
    matched = zip(longer[rest:], shorter, strict=True)
    return (*longer[:rest], *(max(pair) for pair in matched))
