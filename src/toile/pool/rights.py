"""What the spectator may see, and how a past event forgets whom it was about."""

import datetime
from collections.abc import Callable, Iterable

import msgspec

from toile.pool.exposures import NOTHING, Exposures, looked_up
from toile.pool.visits import Profile, last_day
from toile.wire.audience import Membership
from toile.wire.clock import utc_day
from toile.wire.events import AnyEvent, Consent, Erasure, Rekeyed, Visit
from toile.wire.ids import Sid, Ulid
from toile.wire.tags import (
    Held,
    HeldClick,
    HeldCompared,
    HeldConsent,
    HeldShown,
    HeldVisit,
)

_EPOCH = datetime.date(1970, 1, 1)


def held(
    profile: Profile | None,
    membership: Membership | None,
    today: int,
    exposed: Exposures = NOTHING,
    clicked: Iterable[tuple[Ulid, int]] = (),
) -> Held:
    """Tell what is held of a browser, cinemas by id, the latest visit first.

    A yes is told until the end of the UTC day on which it ends.
    """
    if profile is None:
        return Held(known=False)
    latest = sorted(profile.visits.items(), key=lambda item: -last_day(item[1]))
    visits = tuple(
        HeldVisit(
            cinema=cinema,
            count=sum(seen.count for seen in by_site.values()),
            last_day=_date(last_day(by_site)),
        )
        for cinema, by_site in latest
    )
    consents = tuple(
        HeldConsent(site=site, until=_date(utc_day(until_ms)))
        for site, until_ms in sorted(profile.consents.items())
        if utc_day(until_ms) >= today
    )
    segments = () if membership is None else tuple(membership.until_day)
    if membership is not None:
        segments = tuple(name for name in segments if membership.has(name, today))
    return Held(
        known=True,
        visits=visits,
        segments=segments,
        consents=consents,
        shown=tuple(
            HeldShown(line, seen.count, _date(utc_day(seen.last_ms)))
            for line, seen in sorted(exposed.lines.items())
        ),
        compared=tuple(
            HeldCompared(
                campaign,
                group.held_out,
                _date(utc_day(group.at_ms)),
                looked_up(exposed, campaign),
            )
            for campaign, group in sorted(exposed.groups.items())
        ),
        films=tuple(sorted(exposed.lookups)),
        clicked=tuple(
            HeldClick(campaign, _date(utc_day(at_ms))) for campaign, at_ms in clicked
        ),
    )


def _date(day: int) -> str:
    return (_EPOCH + datetime.timedelta(days=day)).isoformat()


FORGOTTEN = "forgotten"
"""Pool space: ``sid`` → ``Forgotten``. Kept as long as a yes could be shown again."""


_FOR_GOOD_MS = 1 << 62


class Forgotten(msgspec.Struct, frozen=True):
    """Up to when an id's past must be forgotten: all of it, and by site.

    Of one who ``objects`` the future is forgotten as well.
    """

    everything_ms: int = -1
    by_site_ms: dict[Ulid, int] = {}
    objects: bool = False

    def until_ms(self, site: Ulid | None) -> int:
        """Tell the last moment that must be forgotten for a site."""
        if self.objects:
            return _FOR_GOOD_MS
        if site is None:
            return self.everything_ms
        return max(self.everything_ms, self.by_site_ms.get(site, -1))


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Forgotten)

encode = _encoder.encode


def decode(record: bytes) -> Forgotten:
    """Read what must be forgotten of one id."""
    return _decoder.decode(record)


def merged(one: Forgotten, other: Forgotten) -> Forgotten:
    """Take the later of both, of everything and site by site."""
    by_site = dict(one.by_site_ms)
    for site, at_ms in other.by_site_ms.items():
        by_site[site] = max(at_ms, by_site.get(site, -1))
    until = max(one.everything_ms, other.everything_ms)
    return Forgotten(until, by_site, one.objects or other.objects)


def forget_everything(
    before: Forgotten, at_ms: int, *, objects: bool = False
) -> Forgotten:
    """Add an erasure; an objection, once made, stays."""
    until = max(before.everything_ms, at_ms)
    return Forgotten(until, before.by_site_ms, objects or before.objects)


def forget_site(before: Forgotten, site: Ulid, at_ms: int) -> Forgotten:
    """Add the withdrawal of one site's yes."""
    until = max(before.by_site_ms.get(site, -1), at_ms)
    by_site = {**before.by_site_ms, site: until}
    return Forgotten(before.everything_ms, by_site, before.objects)


def without_person(
    event: AnyEvent, forgotten: Callable[[Sid], Forgotten | None]
) -> AnyEvent:
    """Give an event of the pool's stream back without its id, if that was erased.

    The event stays as an anonymous count, so that figures survive; nothing in it leads
    to a browser any more. All other events come back as they are.
    """
    if not isinstance(event, Consent | Visit | Erasure | Rekeyed) or event.sid is None:
        return event
    what = forgotten(event.sid)
    site = event.site if isinstance(event, Consent | Visit) else None
    # A visit is as old as its yes: one that showed a forgotten yes goes too.
    at_ms = event.yes_ms if isinstance(event, Visit) else event.at_ms
    if what is None or at_ms > what.until_ms(site):
        return event
    return anonymous(event)


def anonymous(event: AnyEvent) -> AnyEvent:
    """Give an event of the pool's stream back without its id."""
    if isinstance(event, Rekeyed):
        return msgspec.structs.replace(event, sid=None, previous=None)
    if not isinstance(event, Consent | Visit | Erasure) or event.sid is None:
        return event
    if isinstance(event, Consent):
        # A TC string is personal data (CJEU C-604/22); its hash names nobody.
        return msgspec.structs.replace(event, sid=None, tc_string="")
    return msgspec.structs.replace(event, sid=None)
