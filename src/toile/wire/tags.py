"""What the browser scripts and the edge say to each other; ``web/contract`` mirrors it.

Bodies of POST /consent and POST /visit, and the answers of /consent, /ad and /me.
"""

from typing import Literal

import msgspec

from toile.wire.events import Choice
from toile.wire.near_you import NearCinema
from toile.wire.targeting import Format

Place = Literal["pool", "lab", "ads", "exchanges", "pool_journal", "ads_journal"]


class ConsentReport(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """The pixel tells of a choice made in the site's consent tool.

    ``fresh`` says that it was made just now; ``receipt`` goes with a withdrawal;
    ``tc_string`` is what a TCF tool wrote of the choice.
    """

    site: str
    choice: Choice
    tool: str
    tool_version: str = ""
    text_version: str = ""
    language: str = ""
    fresh: bool = True
    receipt: str = ""
    tc_string: str = ""


class ConsentAnswer(msgspec.Struct, frozen=True):
    """The receipt that each visit will show, and the image that hands the id over.

    ``handover`` may be loaded again until it has come to a good end.
    """

    receipt: str
    expires_ms: int
    handover: str


class VisitReport(msgspec.Struct, frozen=True):
    """The pixel reports a page view; ``receipt`` is the proof of the yes."""

    site: str
    receipt: str
    page: str
    film: str | None = None
    cinema: str | None = None


class AdAnswer(msgspec.Struct, frozen=True):
    """The decision for a placement: what to show and where its frame is.

    ``frame`` is the address of the creative's own page, to be put into a sandboxed
    iframe of the given size in CSS pixels.
    """

    format: Format
    width: int
    height: int
    frame: str
    label: str


class FrameMedia(msgspec.Struct, frozen=True):
    """A poster or a teaser as the frame loads it."""

    url: str
    mime: str
    width: int
    height: int


class FrameAd(msgspec.Struct, frozen=True):
    """What the creative's frame shows and reports; written into the frame by the edge.

    ``video_url`` is completed with ``&q=`` and a quartile of ``events.Quartile``;
    ``near`` lists the cinemas of the visitor's département, if the campaign says them;
    without ``autoplay`` the teaser waits for a click.
    """

    format: Format
    width: int
    height: int
    label: str
    film_title: str
    film_rating: str
    distributor: str
    poster: FrameMedia
    teaser: FrameMedia | None
    impression_url: str
    view_url: str
    video_url: str
    click_url: str
    why_url: str
    near: tuple[NearCinema, ...] = ()
    autoplay: bool = True


class BannerSite(msgspec.Struct, frozen=True):
    """What the banner must name; the edge puts it in front of ``consent.js``."""

    name: str
    privacy_url: str
    controllers: tuple["BannerController", ...]
    text_version: str


class BannerController(msgspec.Struct, frozen=True):
    """A controller as the banner lists it."""

    name: str
    role: Literal["union", "operator", "distributor"]
    privacy_url: str = ""


class Held(msgspec.Struct, frozen=True):
    """What is held on this browser, in the words of GET /me.

    ``films`` are short keys of the film pages seen in the last days; ``objects`` says
    that this browser's person has objected.
    """

    known: bool
    visits: tuple["HeldVisit", ...] = ()
    segments: tuple[str, ...] = ()
    consents: tuple["HeldConsent", ...] = ()
    shown: tuple["HeldShown", ...] = ()
    compared: tuple["HeldCompared", ...] = ()
    films: tuple[str, ...] = ()
    clicked: tuple["HeldClick", ...] = ()
    objects: bool = False


class HeldVisit(msgspec.Struct, frozen=True):
    """Visits to one cinema: how many consented page views, and the last day (ISO)."""

    cinema: str
    count: int
    last_day: str


class HeldConsent(msgspec.Struct, frozen=True):
    """A yes that holds: of which site, and until when (ISO date)."""

    site: str
    until: str


class HeldShown(msgspec.Struct, frozen=True):
    """An ad of the pool: of which line, shown how often, and the last day (ISO)."""

    line: str
    count: int
    last_day: str


class HeldCompared(msgspec.Struct, frozen=True):
    """A campaign's comparison: held out of it or not, since when, film looked up."""

    campaign: str
    held_out: bool
    since: str
    looked_up: bool


class HeldProofs(msgspec.Struct, frozen=True):
    """The proofs that name this browser, in the words of GET /me/proofs."""

    proofs: tuple["HeldProof", ...] = ()


class HeldProof(msgspec.Struct, frozen=True):
    """One answer as it is proven: when (ISO, UTC), asked by what, naming whom.

    ``hash`` is that of the site's chain of proofs, by which it is found there.
    """

    site: str
    at: str
    choice: Choice
    tool: str
    tool_version: str
    text_version: str
    language: str
    purposes: tuple[int, ...]
    controllers: tuple[str, ...]
    hash: str


class HeldClick(msgspec.Struct, frozen=True):
    """A click that earned cinemas something: for which campaign, and the day (ISO)."""

    campaign: str
    day: str


class Erased(msgspec.Struct, frozen=True):
    """The answer to DELETE /me: an image that makes the ads wing forget as well.

    ``number`` looks the erasure's state up; a withdrawal has none.
    """

    handover: str
    done: Literal[True] = True
    number: str = ""


class ErasureState(msgspec.Struct, frozen=True):
    """What became of an erasure, in the words of GET /me/erasures/{number}.

    ``asked`` and each ``done`` are ISO times in UTC; nothing here names a browser.
    """

    number: str
    objects: bool
    asked: str
    places: tuple["ErasedPlace", ...]


class ErasedPlace(msgspec.Struct, frozen=True):
    """One place that an erasure must reach, and when it had; "" if not yet."""

    place: Place
    done: str
