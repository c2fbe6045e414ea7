"""What is for sale in a bid request (§3.2.4 to §3.2.12)."""

from typing import Annotated

import msgspec

Size = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


class Format(msgspec.Struct, frozen=True, gc=False):
    """A size that is allowed, in pixels; ratios say what fills a flexible one."""

    w: Size | None = None
    h: Size | None = None


class Banner(msgspec.Struct, frozen=True, gc=False):
    """§3.2.6. ``format`` counts before ``w`` and ``h``."""

    format: tuple[Format, ...] | None = None
    w: Size | None = None
    h: Size | None = None
    battr: tuple[int, ...] | None = None
    btype: tuple[int, ...] | None = None
    mimes: tuple[str, ...] | None = None


class DurFloor(msgspec.Struct, frozen=True, gc=False):
    """§3.2.35: the floor of films of a range of seconds; an end may be left open."""

    mindur: int | None = None
    maxdur: int | None = None
    bidfloor: float = 0.0


class Video(msgspec.Struct, frozen=True, gc=False):
    """§3.2.7. Durations in seconds, bit rates in kilobits a second.

    ``mincpmpersec`` is a floor per 1000 for each second, ``durfloors`` are floors per
    1000 by length; both in the impression's currency.
    """

    mimes: tuple[str, ...]
    minduration: int = 0
    maxduration: int | None = None
    rqddurs: tuple[int, ...] | None = None
    protocols: tuple[int, ...] | None = None
    w: Size | None = None
    h: Size | None = None
    startdelay: int | None = None
    plcmt: int | None = None
    placement: int | None = None
    linearity: int | None = None
    skip: int | None = None
    skipmin: int = 0
    skipafter: int = 0
    battr: tuple[int, ...] | None = None
    minbitrate: int | None = None
    maxbitrate: int | None = None
    playbackmethod: tuple[int, ...] | None = None
    delivery: tuple[int, ...] | None = None
    companionad: tuple[Banner, ...] | None = None
    companiontype: tuple[int, ...] | None = None
    api: tuple[int, ...] | None = None
    mincpmpersec: float = 0.0
    durfloors: tuple[DurFloor, ...] | None = None


class Audio(msgspec.Struct, frozen=True, gc=False):
    """§3.2.8: read only to know that there is one; Toile has nothing to be heard."""


class Native(msgspec.Struct, frozen=True, gc=False):
    """§3.2.9. ``request`` is a JSON text by the book, an object from some exchanges."""

    request: msgspec.Raw


class Deal(msgspec.Struct, frozen=True, gc=False):
    """§3.2.12. Floors are per 1000, in ``bidfloorcur`` (not the impression's)."""

    id: str
    bidfloor: float = 0.0
    bidfloorcur: str = "USD"
    at: int | None = None
    wseat: tuple[str, ...] | None = None
    wadomain: tuple[str, ...] | None = None
    mincpmpersec: float = 0.0
    durfloors: tuple[DurFloor, ...] | None = None


class Pmp(msgspec.Struct, frozen=True, gc=False):
    """§3.2.11. In a private auction only deals may be bid on."""

    private_auction: int = 0
    deals: tuple[Deal, ...] | None = None


class Imp(msgspec.Struct, frozen=True, gc=False):
    """§3.2.4. The floor is per 1000 impressions, in ``bidfloorcur``."""

    id: Annotated[str, msgspec.Meta(min_length=1)]
    banner: Banner | None = None
    video: Video | None = None
    audio: Audio | None = None
    native: Native | None = None
    pmp: Pmp | None = None
    instl: int = 0
    tagid: str | None = None
    bidfloor: float = 0.0
    bidfloorcur: str = "USD"
    secure: int | None = None
    rwdd: int = 0
    exp: int | None = None
