"""What the pool holds of an id: visits by cinema and site, and the yes of each site.

The value of the pool space's ``PROFILES`` table, keyed by ``sid``. Values are frozen;
each deed gives back the next profile.
"""

from collections.abc import Callable, Container

import msgspec

from toile.wire.ids import Ulid

PROFILES = "profiles"


class SiteVisits(msgspec.Struct, frozen=True, array_like=True):
    """Consented page views of one cinema through one site: when last (UTC day)."""

    last_day: int
    count: int


VisitsBySite = dict[Ulid, SiteVisits]


class Profile(msgspec.Struct, frozen=True):
    """Visits by cinema and site, and by site until when its yes holds (milliseconds).

    A cinema may have several sites; each has its own yes, and takes its own back.
    """

    visits: dict[Ulid, VisitsBySite] = {}
    consents: dict[Ulid, int] = {}


EMPTY = Profile()

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Profile)

encode = _encoder.encode


def decode(record: bytes) -> Profile:
    """Read a profile from the pool space."""
    return _decoder.decode(record)


def with_visit(profile: Profile, cinema: Ulid, site: Ulid, day: int) -> Profile:
    """Add one consented page view; one told late never takes back a later day."""
    by_site = profile.visits.get(cinema, {})
    before = by_site.get(site, SiteVisits(day, 0))
    after = SiteVisits(max(before.last_day, day), before.count + 1)
    visits = {**profile.visits, cinema: {**by_site, site: after}}
    return Profile(visits, profile.consents)


def with_consent(profile: Profile, site: Ulid, until_ms: int) -> Profile:
    """Note until when a site's yes holds; one told late never shortens it."""
    until = max(until_ms, profile.consents.get(site, 0))
    return Profile(profile.visits, {**profile.consents, site: until})


def without_site(profile: Profile, site: Ulid) -> Profile:
    """Take back a site's yes and erase all that came through it."""
    visits = _only(profile.visits, lambda through, _: through != site)
    consents = {s: until for s, until in profile.consents.items() if s != site}
    return Profile(visits, consents)


def sites_only_of_others(profile: Profile, members: Container[Ulid]) -> set[Ulid]:
    """Tell the sites through which only cinemas that are no members were visited."""
    others, kept = set[Ulid](), set[Ulid]()
    for cinema, by_site in profile.visits.items():
        (kept if cinema in members else others).update(by_site)
    return others - kept


def of_members(profile: Profile, members: Container[Ulid]) -> Profile:
    """Leave the visits of members, and drop the yeses that only others had."""
    gone = sites_only_of_others(profile, members)
    return Profile(
        {c: by_site for c, by_site in profile.visits.items() if c in members},
        {s: until for s, until in profile.consents.items() if s not in gone},
    )


def without_expired(profile: Profile, now_ms: int, oldest_day: int) -> Profile:
    """Drop visits before the window and yeses that no longer hold."""
    consents = {s: until for s, until in profile.consents.items() if until > now_ms}
    visits = _only(
        profile.visits,
        lambda through, seen: through in consents and seen.last_day >= oldest_day,
    )
    return Profile(visits, consents)


def merged(one: Profile, other: Profile) -> Profile:
    """Put together what was held of one browser under two ids; nothing counts twice.

    A visit is told under one id only, so that counts add up.
    """
    visits = {cinema: dict(by_site) for cinema, by_site in one.visits.items()}
    for cinema, by_site in other.visits.items():
        mine = visits.setdefault(cinema, {})
        for site, seen in by_site.items():
            before = mine.get(site, SiteVisits(seen.last_day, 0))
            last = max(before.last_day, seen.last_day)
            mine[site] = SiteVisits(last, before.count + seen.count)
    consents = dict(one.consents)
    for site, until in other.consents.items():
        consents[site] = max(until, consents.get(site, 0))
    return Profile(visits, consents)


def ended(profile: Profile, now_ms: int) -> list[tuple[Ulid, int]]:
    """List the sites whose yes has ended, and when; the one that ended first first."""
    over = [
        (site, until) for site, until in profile.consents.items() if until <= now_ms
    ]
    return sorted(over, key=lambda one: (one[1], one[0]))


def is_empty(profile: Profile) -> bool:
    """Tell whether nothing is held any more."""
    return not profile.visits and not profile.consents


def last_day(by_site: VisitsBySite) -> int:
    """Tell the UTC day on which a cinema was last visited, through any of its sites."""
    return max(seen.last_day for seen in by_site.values())


def _only(
    visits: dict[Ulid, VisitsBySite], kept: Callable[[Ulid, SiteVisits], bool]
) -> dict[Ulid, VisitsBySite]:
    """Keep some visits; a cinema of which none is left is held no more."""
    left = {
        cinema: {site: seen for site, seen in by_site.items() if kept(site, seen)}
        for cinema, by_site in visits.items()
    }
    return {cinema: by_site for cinema, by_site in left.items() if by_site}
