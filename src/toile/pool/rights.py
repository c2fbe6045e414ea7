"""What the spectator may see, and how a past event forgets whom it was about."""

import datetime
from collections.abc import Callable

import msgspec

from toile.pool.visits import Profile
from toile.wire.audience import Membership
from toile.wire.events import AnyEvent, Consent, Erasure, Visit
from toile.wire.ids import Sid, Ulid
from toile.wire.tags import Held, HeldVisit

_EPOCH = datetime.date(1970, 1, 1)


def held(profile: Profile | None, membership: Membership | None, today: int) -> Held:
    """Tell what is held of a browser, cinemas by id, the latest visit first."""
    if profile is None:
        return Held(known=False)
    latest = sorted(profile.visits.items(), key=lambda item: -item[1].last_day)
    visits = tuple(
        HeldVisit(
            cinema=cinema,
            count=seen.count,
            last_day=(_EPOCH + datetime.timedelta(days=seen.last_day)).isoformat(),
        )
        for cinema, seen in latest
    )
    segments = () if membership is None else tuple(membership.until_day)
    if membership is not None:
        segments = tuple(name for name in segments if membership.has(name, today))
    return Held(known=True, visits=visits, segments=segments)


FORGOTTEN = "forgotten"
"""Pool space: ``sid`` → ``Forgotten``. Kept as long as a yes could be shown again."""


class Forgotten(msgspec.Struct, frozen=True):
    """Up to when an id's past must be forgotten: all of it, and by site."""

    everything_ms: int = -1
    by_site_ms: dict[Ulid, int] = {}

    def until_ms(self, site: Ulid | None) -> int:
        """Tell the last moment that must be forgotten for a site."""
        if site is None:
            return self.everything_ms
        return max(self.everything_ms, self.by_site_ms.get(site, -1))


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Forgotten)

encode = _encoder.encode


def decode(record: bytes) -> Forgotten:
    """Read what must be forgotten of one id."""
    return _decoder.decode(record)


def forget_everything(before: Forgotten, at_ms: int) -> Forgotten:
    """Add an erasure."""
    return Forgotten(max(before.everything_ms, at_ms), before.by_site_ms)


def forget_site(before: Forgotten, site: Ulid, at_ms: int) -> Forgotten:
    """Add the withdrawal of one site's yes."""
    until = max(before.by_site_ms.get(site, -1), at_ms)
    return Forgotten(before.everything_ms, {**before.by_site_ms, site: until})


def without_person(
    event: AnyEvent, forgotten: Callable[[Sid], Forgotten | None]
) -> AnyEvent:
    """Give an event of the pool's stream back without its id, if that was erased.

    The event stays as an anonymous count, so that figures survive; nothing in it leads
    to a browser any more. All other events come back as they are.
    """
    if not isinstance(event, Consent | Visit | Erasure) or event.sid is None:
        return event
    what = forgotten(event.sid)
    site = None if isinstance(event, Erasure) else event.site
    # A visit is as old as its yes: one that showed a forgotten yes goes too.
    at_ms = event.yes_ms if isinstance(event, Visit) else event.at_ms
    if what is None or at_ms > what.until_ms(site):
        return event
    return msgspec.structs.replace(event, sid=None)
