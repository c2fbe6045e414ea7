"""What the spectator may see, and how a past event forgets whom it was about."""

import datetime
from collections.abc import Mapping

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


class Forgotten(msgspec.Struct, frozen=True):
    """Until when an id's past must be forgotten: all of it, or one site's."""

    everything_ms: Mapping[Sid, int]
    by_site_ms: Mapping[tuple[Sid, Ulid], int]


def forgets(event: AnyEvent, forgotten: Forgotten) -> AnyEvent:
    """Give an event of the pool's stream back without its id, if that was erased.

    The event stays as an anonymous count, so that figures survive; nothing in it leads
    to a browser any more. Events about nobody come back as they are.
    """
    if not isinstance(event, Consent | Visit | Erasure) or event.sid is None:
        return event
    until = forgotten.everything_ms.get(event.sid, -1)
    if not isinstance(event, Erasure):
        site_until = forgotten.by_site_ms.get((event.sid, event.site), -1)
        until = max(until, site_until)
    if event.at_ms > until:
        return event
    return msgspec.structs.replace(event, sid=None)
