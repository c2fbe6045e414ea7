"""One check in this process: open, see, conclude; ``process`` keeps it in bounds."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from playwright.sync_api import Browser, Error, sync_playwright

from toile.ops.sitecheck.addresses import AddressError, cleaned, resolve
from toile.ops.sitecheck.browser import fresh_profile, launched
from toile.ops.sitecheck.browser_name import find_chromium
from toile.ops.sitecheck.checks import conclude
from toile.ops.sitecheck.patience import USUAL, Patience
from toile.ops.sitecheck.proxy import MOST_BYTES, Proxy
from toile.ops.sitecheck.reach import FailureError
from toile.ops.sitecheck.seen import AfterNo, AfterYes, Seen
from toile.ops.sitecheck.visit import Visitor
from toile.wire.clock import now_ms
from toile.wire.sitecheck import FindingCode, SiteBrief, SiteReport

Part = Callable[[Visitor, Seen, Path], None]


def check_site(brief: SiteBrief, folder: Path) -> SiteReport:
    """Look at a site with a browser of its own; pictures go into the folder."""
    chromium = find_chromium()
    if chromium is None:
        raise FileNotFoundError("chromium")
    with sync_playwright() as playwright, launched(playwright, chromium) as browser:
        return check_with(browser, brief, folder)


def check_with(
    browser: Browser,
    brief: SiteBrief,
    folder: Path,
    patience: Patience = USUAL,
    most_bytes: int = MOST_BYTES,
) -> SiteReport:
    """Look at a site with a browser that is there."""
    begun = now_ms()
    seen = Seen(brief=brief, final_url=brief.url)
    try:
        seen.brief = brief = _good(brief)
        with Proxy(private=brief.private, most_bytes=most_bytes) as proxy:
            for part in (_yes, _no):
                with fresh_profile(browser, proxy.port) as context:
                    _visit(Visitor(context, proxy, seen, patience), part, seen, folder)
    except (AddressError, FailureError) as error:
        seen.failure, seen.failure_fact = error.code, error.fact
    return SiteReport(
        url=brief.url,
        final_url=seen.final_url,
        key=brief.key,
        begun_ms=begun,
        ended_ms=now_ms(),
        findings=conclude(seen),
        shots=tuple(seen.shots),
    )


def _good(brief: SiteBrief) -> SiteBrief:
    address = cleaned(brief.url)
    parts = urlsplit(address)
    # Refused before a page is opened for nothing.
    resolve(parts.hostname or "", parts.port or 443, private=brief.private)
    return msgspec.structs.replace(brief, url=address)


def _visit(visitor: Visitor, part: Part, seen: Seen, folder: Path) -> None:
    try:
        part(visitor, seen, folder)
    except Error as error:
        code, fact = FindingCode.BROWSER_FAILED, str(error).splitlines()[0][:200]
        if visitor.traffic.circles:
            code, fact = FindingCode.REDIRECT_LOOP, seen.brief.url
        raise FailureError(code, fact) from error
    finally:
        seen.blocked += visitor.traffic.blocked
        seen.strangers += visitor.traffic.strangers


def _yes(visitor: Visitor, seen: Seen, folder: Path) -> None:
    seen.opening = visitor.look_around(folder)
    seen.yes = AfterYes()
    visitor.say_yes(seen.yes, seen.opening.tool, folder)


def _no(visitor: Visitor, seen: Seen, folder: Path) -> None:
    seen.no = AfterNo()
    visitor.say_no(seen.no, folder)
