"""What the pool holds of an id about campaigns: shown how often, held out, looked up.

The value of the pool space's ``EXPOSURES`` table, keyed by ``sid``: what reach,
frequency and effect are counted from. It goes with the profile: erased with it,
a withdrawn site's part withdrawn, and nothing is kept beyond 120 days.

Impressions and assignments come in the ads stream, film pages in the pool's, and the
two are read apart. So that it does not matter which comes first, film pages of the last
days are all held, each as its first and last moment of a UTC day, then ``settled``:
those that follow an assignment to a campaign of that film leave a mark there, all
others are forgotten.
"""

from collections.abc import Iterator

import msgspec

from toile.wire.clock import MS_A_DAY, utc_day
from toile.wire.ids import Ulid, ulid_time_ms

EXPOSURES = "exposures"

LOOKED_UP_WITHIN_MS = 14 * MS_A_DAY
"""A film page counts for a campaign in the two weeks after the assignment."""

KEPT_MS = 120 * MS_A_DAY
"""Longer than a film's run with its two weeks after."""

REPORTED_WITHIN_MS = 5 * 3_600_000
"""An impression may be reported so late and no later: its token lives four hours."""

_SETTLED_AFTER_DAYS = 2


class Shown(msgspec.Struct, frozen=True, array_like=True):
    """Impressions of one line: the first, the last, how many.

    ``recent`` are those that may be reported again (a reload, a retry): each counts
    once.
    """

    first_ms: int
    last_ms: int
    count: int
    recent: tuple[Ulid, ...] = ()


class Group(msgspec.Struct, frozen=True, array_like=True):
    """The side of a campaign's comparison, since when, and where the film was met.

    ``sites`` are the member sites on which the film's page was seen afterwards.
    """

    at_ms: int
    held_out: bool
    films: tuple[str, ...]
    sites: tuple[Ulid, ...] = ()


# By film key, by site, by UTC day: the first and the last moment of the day.
Lookups = dict[str, dict[Ulid, dict[int, tuple[int, int]]]]


class Exposures(msgspec.Struct, frozen=True, omit_defaults=True):
    """Impressions by line, groups by campaign, film pages not yet settled."""

    lines: dict[Ulid, Shown] = {}
    groups: dict[Ulid, Group] = {}
    lookups: Lookups = {}


NOTHING = Exposures()

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Exposures)

encode = _encoder.encode


def decode(record: bytes) -> Exposures:
    """Read what is held of one id."""
    return _decoder.decode(record)


def with_impression(
    held: Exposures, line: Ulid, impression: Ulid, at_ms: int
) -> Exposures:
    """Count one more impression of a line; one that was counted changes nothing."""
    held = without_old(held, at_ms)
    before = held.lines.get(line, Shown(at_ms, at_ms, 0))
    if impression in before.recent:
        return held
    after = Shown(
        min(before.first_ms, at_ms),
        max(before.last_ms, at_ms),
        before.count + 1,
        (*_still_recent(before, at_ms), impression),
    )
    return msgspec.structs.replace(held, lines={**held.lines, line: after})


def with_assignment(
    held: Exposures, campaign: Ulid, group: Group, at_ms: int
) -> Exposures:
    """Note the side of an id; the first one told of is the one that counts."""
    held = without_old(held, at_ms)
    before = held.groups.get(campaign)
    if before is not None and before.at_ms <= group.at_ms:
        return held
    return msgspec.structs.replace(held, groups={**held.groups, campaign: group})


def with_lookup(held: Exposures, film: str, site: Ulid, at_ms: int) -> Exposures:
    """Note that a film's page was seen on a member site."""
    by_site = held.lookups.get(film, {})
    by_day = by_site.get(site, {})
    day = utc_day(at_ms)
    first, last = by_day.get(day, (at_ms, at_ms))
    by_day = {**by_day, day: (min(first, at_ms), max(last, at_ms))}
    lookups = {**held.lookups, film: {**by_site, site: by_day}}
    return msgspec.structs.replace(held, lookups=lookups)


def without_site(held: Exposures, site: Ulid) -> Exposures:
    """Take back all that was learnt through a site whose yes was withdrawn."""
    lookups = {
        film: {s: days for s, days in by_site.items() if s != site}
        for film, by_site in held.lookups.items()
    }
    groups = {
        campaign: msgspec.structs.replace(
            group, sites=tuple(s for s in group.sites if s != site)
        )
        for campaign, group in held.groups.items()
    }
    return Exposures(held.lines, groups, {f: s for f, s in lookups.items() if s})


def without_old(held: Exposures, now_ms: int) -> Exposures:
    """Drop what is 120 days old."""
    oldest = now_ms - KEPT_MS
    lines = {line: s for line, s in held.lines.items() if s.last_ms >= oldest}
    groups = {
        name: group for name, group in held.groups.items() if group.at_ms >= oldest
    }
    if len(lines) == len(held.lines) and len(groups) == len(held.groups):
        return held
    return Exposures(lines, groups, held.lookups)


def settled(held: Exposures, now_ms: int) -> Exposures:
    """Turn film pages of past days into marks, and forget all others.

    After two days whatever the two streams had to say of that time has been read.
    """
    before_day = utc_day(now_ms) - _SETTLED_AFTER_DAYS
    held = without_old(held, now_ms)
    lines = {
        line: msgspec.structs.replace(shown, recent=_still_recent(shown, now_ms))
        for line, shown in held.lines.items()
    }
    groups = {
        campaign: msgspec.structs.replace(
            group, sites=_sites(held, group, before_day=before_day)
        )
        for campaign, group in held.groups.items()
    }
    lookups: Lookups = {}
    for film, site, day, times in _each(held.lookups):
        if day > before_day:
            lookups.setdefault(film, {}).setdefault(site, {})[day] = times
    return Exposures(lines, groups, lookups)


def looked_up(held: Exposures, campaign: Ulid) -> bool:
    """Tell whether the film of a campaign was looked up in the weeks that count."""
    group = held.groups.get(campaign)
    return group is not None and bool(_sites(held, group))


def merged(one: Exposures, other: Exposures) -> Exposures:
    """Put together what was held of one browser under two ids.

    The side that was told of first is the one that counts, as in ``with_assignment``.
    """
    lines = dict(one.lines)
    for line, shown in other.lines.items():
        lines[line] = _both(lines[line], shown) if line in lines else shown
    groups = dict(one.groups)
    for campaign, group in other.groups.items():
        mine = groups.get(campaign, group)
        first = mine if mine.at_ms <= group.at_ms else group
        sites = tuple(sorted({*mine.sites, *group.sites}))
        groups[campaign] = msgspec.structs.replace(first, sites=sites)
    lookups: Lookups = {}
    for film, site, day, (first_ms, last_ms) in (
        *_each(one.lookups),
        *_each(other.lookups),
    ):
        by_day = lookups.setdefault(film, {}).setdefault(site, {})
        mine_first, mine_last = by_day.get(day, (first_ms, last_ms))
        by_day[day] = (min(mine_first, first_ms), max(mine_last, last_ms))
    return Exposures(lines, groups, lookups)


def _both(one: Shown, other: Shown) -> Shown:
    twice = set(one.recent) & set(other.recent)
    return Shown(
        min(one.first_ms, other.first_ms),
        max(one.last_ms, other.last_ms),
        one.count + other.count - len(twice),
        tuple(dict.fromkeys((*one.recent, *other.recent))),
    )


def is_empty(held: Exposures) -> bool:
    """Tell whether nothing is held."""
    return not (held.lines or held.groups or held.lookups)


def _sites(
    held: Exposures, group: Group, before_day: int | None = None
) -> tuple[Ulid, ...]:
    """List the sites where a group's film was met, up to a day or all of them."""
    found = set(group.sites)
    until = group.at_ms + LOOKED_UP_WITHIN_MS
    for film, site, day, times in _each(held.lookups):
        if film not in group.films or (before_day is not None and day > before_day):
            continue
        # Two weeks never begin and end on one day: one of the two moments tells.
        if any(group.at_ms < moment <= until for moment in times):
            found.add(site)
    return tuple(sorted(found))


def _still_recent(shown: Shown, now_ms: int) -> tuple[Ulid, ...]:
    oldest = now_ms - REPORTED_WITHIN_MS
    return tuple(each for each in shown.recent if ulid_time_ms(each) >= oldest)


def _each(lookups: Lookups) -> Iterator[tuple[str, Ulid, int, tuple[int, int]]]:
    for film, by_site in lookups.items():
        for site, by_day in by_site.items():
            for day, times in by_day.items():
                yield film, site, day, times
