"""What was seen of a site: facts of two visits, from which the checks conclude."""

from typing import Literal

import msgspec

from toile.wire.sitecheck import FindingCode, Shot, SiteBrief

Proof = Literal["yes", "no", "withdrawal"]
PROOFS: dict[str, Proof] = {"yes": "yes", "no": "no", "withdrawal": "withdrawal"}


class Asked(msgspec.Struct, frozen=True):
    """A request to a collecting door of the pool or of the ads wing.

    ``proof`` is the choice that a ``POST /consent`` tells ("" for other requests);
    ``page`` the page that a visit reports.
    """

    method: str
    url: str
    proof: Proof | Literal[""] = ""
    page: str = ""

    @property
    def collects(self) -> bool:
        """Tell whether it is anything else than the proof of a no or a withdrawal."""
        return self.proof not in ("no", "withdrawal")

    @property
    def is_visit(self) -> bool:
        """Tell whether it reports a page view."""
        path = self.url.partition("?")[0]
        return path.endswith(("/visit", "/visit.gif"))


class Tag(msgspec.Struct, frozen=True):
    """A script element of ours, or one that looks like it: ``pixel.js?site=…``."""

    script: Literal["pixel", "consent"]
    origin: str
    key: str
    crossorigin: bool


class Box(msgspec.Struct, frozen=True):
    """A button of the banner: its words, its size in CSS pixels, its letters' size."""

    words: str
    width: float
    height: float
    letters: float


class Opening(msgspec.Struct, kw_only=True):
    """The page before any choice.

    ``tool`` and ``maker`` are codes, "" if none is known; ``stored`` names what of
    ours is held by the browser, ``others_stored`` which other cookies are.
    """

    status: int = 200
    robots: bool = False
    tags: list[Tag] = []
    failed_scripts: list[str] = []
    not_open: bool = False
    tool: str = ""
    maker: str = ""
    banner_text: str = ""
    accept: Box | None = None
    refuse: Box | None = None
    asked: list[Asked] = []
    stored: list[str] = []
    others_stored: list[str] = []


class AfterYes(msgspec.Struct, kw_only=True):
    """What followed a yes; ``pressed`` is false when no button for it was found.

    ``next_asked`` is what a second page of the site asked, ``None`` if none was opened;
    ``routed`` what a change of address without loading did; ``unseen`` what was asked
    while a page was only rendered ahead, ``shown`` what was once it was looked at.
    """

    pressed: bool = False
    asked: list[Asked] = []
    next_asked: list[Asked] | None = None
    asked_again: bool = False
    routed: list[Asked] | None = None
    unseen: list[Asked] | None = None
    shown: list[Asked] = []
    reopened: bool = False
    taken_back: bool = False
    back_asked: list[Asked] = []
    after_back: list[Asked] = []


class AfterNo(msgspec.Struct, kw_only=True):
    """What followed a no, on that page and on the next."""

    pressed: bool = False
    asked: list[Asked] = []
    stored: list[str] = []
    asked_again: bool = False


class Blocked(msgspec.Struct, frozen=True):
    """A request of ours that the browser did not let out: its reason, its address."""

    reason: str
    url: str


class Seen(msgspec.Struct, kw_only=True):
    """All that was seen; ``failure`` tells why there is no more."""

    brief: SiteBrief
    final_url: str = ""
    failure: FindingCode | None = None
    failure_fact: str = ""
    opening: Opening | None = None
    yes: AfterYes | None = None
    no: AfterNo | None = None
    blocked: list[Blocked] = []
    # Requests that a script of ours began to anybody but us.
    strangers: list[str] = []
    shots: list[Shot] = []
