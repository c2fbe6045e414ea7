"""What of a bid request decides: read once, in the terms that lines are written in."""

from typing import Protocol

import msgspec

from toile.ads.bidding.places import place_of
from toile.ads.exchanges.domains import host_of
from toile.wire.audience import Membership
from toile.wire.exchanges import Exchange, PublisherSite
from toile.wire.openrtb import BidRequest, Site, SiteOutline, User
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
_GENDERS = {"F": "female", "f": "female", "M": "male", "m": "male"}
_OLDEST = 120
MOST_VALUES = 500
"""Of longer lists the rest is not read: they are asked again for each impression."""


class Reader(Protocol):
    """Whom a request names, and what consent allows: asked only when it matters.

    Most requests end at place and price. Then no consent string is read, no id is
    deciphered and nobody is looked up.
    """

    @property
    def contextual(self) -> bool:
        """Whether the page alone may choose an ad."""
        ...

    @property
    def targets(self) -> bool:
        """Whether the pool may choose, and what is said of the reader be read."""
        ...

    def membership(self) -> Membership | None:
        """The segments of the id; ``None`` where the reader is not known."""
        ...


class Asked(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The part of a request that all its impressions share.

    What the later criteria ask is read from ``request`` when it is asked, by the
    functions below.
    """

    request: BidRequest
    exchange: Exchange
    site: PublisherSite | None
    host: str
    now_ms: int
    reader: Reader

    @property
    def person(self) -> User | None:
        """What was said of the reader, if consent lets it be read."""
        return self.request.user if self.reader.targets else None


def host_asked(request: BidRequest) -> str:
    """Tell the domain of the page (or the app's bundle), in lower case; "" if unsaid.

    What the page's address says counts before what ``site.domain`` claims; that both
    agree is for the supply checks.
    """
    if request.site is not None:
        return page_of(request.site)
    app = request.app
    return "" if app is None else (app.bundle or app.domain or "").lower()


def page_of(site: Site | SiteOutline) -> str:
    """Tell the host of a page, in lower case; "" if unsaid."""
    return host_of(site.page or "") or host_of(site.domain or "")


def place_asked(asked: Asked) -> Geography:
    """Tell where the device is, else where the user lives, if that may be read."""
    device = asked.request.device
    geo = None if device is None else device.geo
    if geo is None:
        person = asked.person
        geo = None if person is None else person.geo
    return place_of(geo)


def device_asked(asked: Asked) -> DeviceClass | None:
    """Tell the kind of device; ``None`` if it is not told, or none we know."""
    device = asked.request.device
    if device is None or device.devicetype is None:
        return None
    return _DEVICES.get(device.devicetype)


def age_asked(asked: Asked) -> int | None:
    """Tell the reader's age in whole years."""
    user = asked.person
    if user is None or user.yob is None:
        return None
    # Only the year is known: the age that is reached in it.
    age = 1970 + asked.now_ms // 31_556_952_000 - user.yob
    return age if 0 <= age <= _OLDEST else None


def gender_asked(asked: Asked) -> str | None:
    """Tell the reader's gender in targeting's words."""
    user = asked.person
    if user is None or user.gender is None:
        return None
    return _GENDERS.get(user.gender)


def interests_asked(asked: Asked) -> tuple[str, ...]:
    """Tell the reader's interests, as ids of the Audience Taxonomy 1.1."""
    user = asked.person
    if user is None or not user.data:
        return ()
    said: list[str] = []
    for data in user.data:
        if data.segment and data.ext and data.ext.segtax == AUDIENCE_TAXONOMY_1_1:
            listed = data.segment[:MOST_VALUES]
            said += [segment.id for segment in listed if segment.id is not None]
    return tuple(said[:MOST_VALUES])


def language_asked(asked: Asked) -> str | None:
    """Tell the page's language, else the device's, as ISO 639-1."""
    request = asked.request
    place = request.site or request.app
    content = None if place is None else place.content
    said = None if content is None else content.language
    if said is None and request.device is not None:
        said = request.device.language
    return None if not said else said[:2].lower()


def keywords_asked(asked: Asked) -> tuple[str, ...]:
    """Tell the page's keywords, in lower case."""
    request = asked.request
    place = request.site or request.app
    if place is None:
        return ()
    words: list[str] = []
    for source in (place, place.content):
        if source is None:
            continue
        if source.kwarray:
            words += source.kwarray[:MOST_VALUES]
        elif source.keywords:
            words += source.keywords.split(",", MOST_VALUES)[:MOST_VALUES]
    return tuple(word.strip().lower() for word in words) if words else ()


def categories_asked(asked: Asked) -> tuple[str, ...]:
    """Tell what the page is about, as ``<taxonomy>:<id>``."""
    request = asked.request
    place = request.site or request.app
    if place is None:
        return ()
    found: list[str] = []
    if request.site is not None:
        taxonomy = str(request.site.cattax)
        for said in (request.site.cat, request.site.sectioncat, request.site.pagecat):
            if said:
                found += [f"{taxonomy}:{one}" for one in said[:MOST_VALUES]]
    elif place.cat:
        found += [f"{place.cattax}:{one}" for one in place.cat[:MOST_VALUES]]
    content = place.content
    if content is not None and content.cat:
        listed = content.cat[:MOST_VALUES]
        found += [f"{content.cattax}:{one}" for one in listed]
    return tuple(found)
