"""What of a bid request decides: read once, in the terms that lines are written in."""

import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

from toile.ads.bidding.places import place_of
from toile.ads.exchanges.domains import host_of
from toile.wire.audience import Membership
from toile.wire.exchanges import Exchange, PublisherSite
from toile.wire.openrtb import BidRequest, Device, User
from toile.wire.targeting import DeviceClass, Geography

AUDIENCE_TAXONOMY_1_1 = 4
# AdCOM's list of device types (SPECS §1.6); 1 is "mobile or tablet".
_DEVICES: dict[int, DeviceClass] = {
    1: "mobile",
    2: "desktop",
    3: "television",
    4: "mobile",
    5: "tablet",
    6: "television",
    7: "television",
}
_PARIS = ZoneInfo("Europe/Paris")
_OLDEST = 120
_HOURS_A_DAY = 24
_QUARTER_MS = 900_000


class Asked(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The part of a request that all its impressions share.

    ``membership`` is ``None`` where the reader is not known or may not be. ``targets``
    says whether consent lets the pool choose; without it nothing that was said of the
    reader is here. ``age`` is in whole years, ``hour`` of the week, Paris time.
    """

    exchange: Exchange
    site: PublisherSite | None
    host: str
    place: Geography
    device: DeviceClass | None
    hour: int
    now_ms: int
    today: int
    first_price: bool
    targets: bool
    membership: Membership | None = None
    age: int | None = None
    gender: str | None = None
    interests: tuple[str, ...] = ()
    language: str | None = None
    keywords: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


def host_asked(request: BidRequest) -> str:
    """Tell the domain of the page (or the app's bundle), in lower case; "" if unsaid.

    What the page's address says counts before what ``site.domain`` claims; that both
    agree is for the supply checks.
    """
    site = request.site
    if site is not None:
        return host_of(site.page or "") or host_of(site.domain or "")
    app = request.app
    return "" if app is None else (app.bundle or app.domain or "").lower()


def asked_of(
    request: BidRequest,
    *,
    exchange: Exchange,
    site: PublisherSite | None,
    host: str,
    targets: bool,
    membership: Membership | None,
    now_ms: int,
    today: int,
) -> Asked:
    """Read what of a request decides; of the reader only what consent allows."""
    device = request.device
    person = request.user if targets else None
    geo = None if device is None else device.geo
    if geo is None and person is not None:
        # Where the reader lives, which is known of a person, not of a connection.
        geo = person.geo
    return Asked(
        exchange=exchange,
        site=site,
        host=host,
        place=place_of(geo),
        device=_device(device),
        hour=hour_of_week(now_ms),
        now_ms=now_ms,
        today=today,
        first_price=request.at == 1,
        targets=targets,
        membership=membership,
        age=_age(person, now_ms),
        gender=_gender(person),
        interests=_interests(person),
        language=_language(request),
        keywords=_keywords(request),
        categories=_categories(request),
    )


def hour_of_week(now_ms: int) -> int:
    """Tell the hour of the week in Paris: 0 is Monday's first."""
    return _hour_of_quarter(now_ms // _QUARTER_MS)


# Millions of requests share a quarter of an hour; time zones turn on none other.
@lru_cache(4)
def _hour_of_quarter(quarter: int) -> int:
    moment = datetime.datetime.fromtimestamp(quarter * _QUARTER_MS // 1_000, _PARIS)
    return moment.weekday() * _HOURS_A_DAY + moment.hour


def _device(device: Device | None) -> DeviceClass | None:
    if device is None or device.devicetype is None:
        return None
    return _DEVICES.get(device.devicetype)


def _age(user: User | None, now_ms: int) -> int | None:
    if user is None or user.yob is None:
        return None
    # Only the year is known: the age that is reached in it.
    age = 1970 + now_ms // 31_556_952_000 - user.yob
    return age if 0 <= age <= _OLDEST else None


def _gender(user: User | None) -> str | None:
    if user is None or user.gender is None:
        return None
    return {"F": "female", "M": "male"}.get(user.gender.upper())


def _interests(user: User | None) -> tuple[str, ...]:
    if user is None or not user.data:
        return ()
    return tuple(
        segment.id
        for data in user.data
        if data.segment and data.ext and data.ext.segtax == AUDIENCE_TAXONOMY_1_1
        for segment in data.segment
        if segment.id is not None
    )


def _language(request: BidRequest) -> str | None:
    place = request.site or request.app
    content = None if place is None else place.content
    said = None if content is None else content.language
    if said is None and request.device is not None:
        said = request.device.language
    return None if not said else said[:2].lower()


def _keywords(request: BidRequest) -> tuple[str, ...]:
    place = request.site or request.app
    if place is None:
        return ()
    words: list[str] = []
    for source in (place, place.content):
        if source is None:
            continue
        if source.kwarray:
            words += source.kwarray
        elif source.keywords:
            words += source.keywords.split(",")
    return tuple(word.strip().lower() for word in words) if words else ()


def _categories(request: BidRequest) -> tuple[str, ...]:
    place = request.site or request.app
    if place is None:
        return ()
    found: list[str] = []
    if request.site is not None:
        taxonomy = str(request.site.cattax)
        for said in (request.site.cat, request.site.sectioncat, request.site.pagecat):
            if said:
                found += [f"{taxonomy}:{one}" for one in said]
    elif place.cat:
        found += [f"{place.cattax}:{one}" for one in place.cat]
    content = place.content
    if content is not None and content.cat:
        found += [f"{content.cattax}:{one}" for one in content.cat]
    return tuple(found)
