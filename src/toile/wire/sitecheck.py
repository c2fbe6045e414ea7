"""What a check of a member's site is asked, and what it found.

Written by ``ops.sitecheck``, which opens the site in a browser; read by the portal,
which shows, keeps and acts upon it. The words of each finding are the portal's
(``portal.sitechecks.words``).
"""

from enum import StrEnum
from typing import Literal

import msgspec

from toile.wire.tags import BannerController

Moment = Literal["before", "yes", "no"]
"""When the banner was photographed: before any choice, after a yes, after a no."""


class Weight(StrEnum):
    """How much a finding matters."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    FAULT = "fault"
    # It could not be looked at; nothing follows from it.
    UNKNOWN = "unknown"


class Check(StrEnum):
    """What is looked at, in the order in which it is told."""

    REACHABLE = "reachable"
    PRESENT = "present"
    TOOL = "tool"
    MAKER = "maker"
    BEFORE = "before"
    REFUSAL = "refusal"
    CONTROLLERS = "controllers"
    YES = "yes"
    ROUTING = "routing"
    PRERENDER = "prerender"
    NO = "no"
    KEPT = "kept"
    WITHDRAWAL = "withdrawal"
    THIRD_PARTIES = "third_parties"
    POLICY = "policy"
    MIXED = "mixed"


class Finding(msgspec.Struct, frozen=True):
    """What one check found: a code of ``FindingCode``, and the facts its words name."""

    check: Check
    code: str
    weight: Weight
    facts: dict[str, str] = {}


class Shot(msgspec.Struct, frozen=True):
    """A picture of the page: its file in the folder given, the hash of its bytes."""

    moment: Moment
    file: str
    sha256: str
    taken_ms: int
    width: int
    height: int


class SiteBrief(msgspec.Struct, frozen=True, kw_only=True):
    """What to look at: an address, and what is known of the site.

    ``key`` is "" when any key will do. ``name``, ``privacy_url`` and ``controllers``
    are what the own banner names, for a site that the pool does not know (yet, or any
    more). ``private`` allows addresses of private networks.
    """

    url: str
    pool_url: str
    ads_url: str
    key: str = ""
    name: str = ""
    privacy_url: str = ""
    controllers: tuple[BannerController, ...] = ()
    private: bool = False


class SiteReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was found on a site; times are milliseconds since the epoch."""

    url: str
    final_url: str
    key: str
    begun_ms: int
    ended_ms: int
    findings: tuple[Finding, ...]
    shots: tuple[Shot, ...] = ()

    @property
    def worst(self) -> Weight:
        """How the site stands: the heaviest weight of any finding."""
        order = (Weight.FAULT, Weight.UNKNOWN, Weight.WARNING)
        weights = {finding.weight for finding in self.findings}
        return next((weight for weight in order if weight in weights), Weight.OK)

    def found(self, check: Check) -> tuple[Finding, ...]:
        """List what one check found."""
        return tuple(each for each in self.findings if each.check is check)

    @property
    def fires_without_consent(self) -> bool:
        """Tell whether it collects before a choice, or after a no (DESIGN §5, 1)."""
        without = {FindingCode.FIRED_BEFORE, FindingCode.FIRED_AFTER_NO}
        return any(finding.code in without for finding in self.findings)

    @property
    def respects_consent(self) -> bool:
        """Tell whether it was seen to be silent before a choice and after a no."""
        codes = {finding.code for finding in self.findings}
        silent = {FindingCode.SILENT_BEFORE, FindingCode.SILENT_AFTER_NO}
        return silent <= codes and not self.fires_without_consent


class FindingCode(StrEnum):
    """What a check can find; the words and the remedy are the portal's."""

    # reachable
    REACHED = "reached"
    REDIRECTED = "redirected"
    ROBOTS = "robots"
    BAD_ADDRESS = "bad_address"
    PRIVATE_ADDRESS = "private_address"
    NO_SUCH_HOST = "no_such_host"
    NO_ANSWER = "no_answer"
    CERTIFICATE = "certificate"
    TOO_SLOW = "too_slow"
    REDIRECT_LOOP = "redirect_loop"
    BAD_STATUS = "bad_status"
    DOWNLOAD = "download"
    NO_PAGE = "no_page"
    TOO_LARGE = "too_large"
    HANGS = "hangs"
    NO_BROWSER = "no_browser"
    BROWSER_FAILED = "browser_failed"
    # present
    PIXEL_THERE = "pixel_there"
    PIXEL_ABSENT = "pixel_absent"
    PIXEL_TWICE = "pixel_twice"
    OTHER_KEY = "other_key"
    OTHER_HOST = "other_host"
    NO_CROSSORIGIN = "no_crossorigin"
    SCRIPT_FAILED = "script_failed"
    SITE_NOT_OPEN = "site_not_open"
    # tool, maker
    TOOL_KNOWN = "tool_known"
    TOOL_UNKNOWN = "tool_unknown"
    NO_TOOL = "no_tool"
    MAKER_KNOWN = "maker_known"
    MAKER_UNKNOWN = "maker_unknown"
    # before a choice
    SILENT_BEFORE = "silent_before"
    FIRED_BEFORE = "fired_before"
    STORED_BEFORE = "stored_before"
    OTHERS_STORED_BEFORE = "others_stored_before"
    # the banner
    REFUSAL_THERE = "refusal_there"
    REFUSAL_ABSENT = "refusal_absent"
    REFUSAL_FAINT = "refusal_faint"
    BANNER_UNSEEN = "banner_unseen"
    CONTROLLERS_NAMED = "controllers_named"
    CONTROLLERS_UNNAMED = "controllers_unnamed"
    CONTROLLERS_UNKNOWN = "controllers_unknown"
    # after a yes
    FIRED_AFTER_YES = "fired_after_yes"
    MUTE_AFTER_YES = "mute_after_yes"
    YES_ALONE = "yes_alone"
    NEXT_PAGE_MUTE = "next_page_mute"
    YES_NOT_PRESSED = "yes_not_pressed"
    EACH_PAGE = "each_page"
    FIRST_PAGE_ALONE = "first_page_alone"
    WAITS_FOR_EYES = "waits_for_eyes"
    FIRED_UNSEEN = "fired_unseen"
    # after a no
    SILENT_AFTER_NO = "silent_after_no"
    FIRED_AFTER_NO = "fired_after_no"
    STORED_AFTER_NO = "stored_after_no"
    NO_NOT_PRESSED = "no_not_pressed"
    CHOICE_KEPT = "choice_kept"
    ASKED_AGAIN = "asked_again"
    # withdrawal
    WITHDRAWN = "withdrawn"
    WITHDRAWAL_UNTOLD = "withdrawal_untold"
    NO_WAY_BACK = "no_way_back"
    # what our scripts and the page do beside
    OURS_ALONE = "ours_alone"
    THIRD_PARTY = "third_party"
    POLICY_LETS = "policy_lets"
    POLICY_BLOCKS = "policy_blocks"
    ALL_SECURE = "all_secure"
    MIXED_CONTENT = "mixed_content"
    # any check that could not be made for want of the page, the pixel or a yes
    NOT_LOOKED = "not_looked"
