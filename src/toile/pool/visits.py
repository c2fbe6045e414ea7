"""What the pool holds of an id: visits by cinema, and the yes of each site.

The value of the pool space's ``PROFILES`` table, keyed by ``sid``. Values are frozen;
each deed gives back the next profile.
"""

import msgspec

from toile.wire.ids import Ulid

PROFILES = "profiles"


class CinemaVisits(msgspec.Struct, frozen=True, array_like=True):
    """Consented page views of one cinema: when last (UTC day), through which site."""

    last_day: int
    count: int
    site: Ulid


class Profile(msgspec.Struct, frozen=True):
    """Visits by cinema, and by site until when its yes holds (milliseconds)."""

    visits: dict[Ulid, CinemaVisits] = {}
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
    seen = profile.visits.get(cinema)
    last_day = day if seen is None else max(seen.last_day, day)
    count = 1 if seen is None else seen.count + 1
    visits = {**profile.visits, cinema: CinemaVisits(last_day, count, site)}
    return Profile(visits, profile.consents)


def with_consent(profile: Profile, site: Ulid, until_ms: int) -> Profile:
    """Note until when a site's yes holds; one told late never shortens it."""
    until = max(until_ms, profile.consents.get(site, 0))
    return Profile(profile.visits, {**profile.consents, site: until})


def without_site(profile: Profile, site: Ulid) -> Profile:
    """Take back a site's yes and erase all that came through it."""
    visits = {c: seen for c, seen in profile.visits.items() if seen.site != site}
    consents = {s: until for s, until in profile.consents.items() if s != site}
    return Profile(visits, consents)


def without_expired(profile: Profile, now_ms: int, oldest_day: int) -> Profile:
    """Drop visits before the window and yeses that no longer hold."""
    consents = {s: until for s, until in profile.consents.items() if until > now_ms}
    visits = {
        cinema: seen
        for cinema, seen in profile.visits.items()
        if seen.last_day >= oldest_day and seen.site in consents
    }
    return Profile(visits, consents)


def is_empty(profile: Profile) -> bool:
    """Tell whether nothing is held any more."""
    return not profile.visits and not profile.consents
