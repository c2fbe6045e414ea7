"""One check in this process: open, see, conclude. ``process`` keeps it within bounds."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from playwright.sync_api import Error, Playwright, sync_playwright

from toile.ops.sitecheck.addresses import AddressError, cleaned, resolve
from toile.ops.sitecheck.browser import fresh_profile
from toile.ops.sitecheck.browser_name import find_chromium
from toile.ops.sitecheck.checks import conclude
from toile.ops.sitecheck.proxy import MOST_BYTES, Proxy
from toile.ops.sitecheck.reach import FailureError
from toile.ops.sitecheck.seen import AfterNo, AfterYes, Seen
from toile.ops.sitecheck.visit import Visitor
from toile.wire.clock import now_ms
from toile.wire.sitecheck import FindingCode, SiteBrief, SiteReport

Part = Callable[[Visitor, Seen, Path], None]


def check_site(
    brief: SiteBrief, folder: Path, *, most_bytes: int = MOST_BYTES
) -> SiteReport:
    """Look at a site and tell what was found; pictures go into the folder."""
    begun = now_ms()
    seen = Seen(brief=brief, final_url=brief.url)
    try:
        seen.brief = brief = _good(brief)
        with sync_playwright() as playwright, _proxy(brief, most_bytes) as proxy:
            _look(playwright, proxy, seen, folder)
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
    # Before a browser is started for nothing.
    resolve(parts.hostname or "", parts.port or 443, private=brief.private)
    return msgspec.structs.replace(brief, url=address)


def _proxy(brief: SiteBrief, most_bytes: int) -> Proxy:
    return Proxy(private=brief.private, most_bytes=most_bytes)


def _look(playwright: Playwright, proxy: Proxy, seen: Seen, folder: Path) -> None:
    chromium = find_chromium()
    if chromium is None:
        raise FailureError(FindingCode.NO_BROWSER)
    with tempfile.TemporaryDirectory(prefix="toile-check-") as profiles:
        for number, part in enumerate((_yes, _no)):
            profile = Path(profiles) / str(number)
            try:
                with fresh_profile(
                    playwright, chromium, profile, proxy.port
                ) as context:
                    visitor = Visitor(context, seen.brief, proxy, seen)
                    _visit(visitor, part, seen, folder)
            except Error as error:
                said = str(error).splitlines()[0][:200]
                raise FailureError(FindingCode.BROWSER_FAILED, said) from error


def _visit(visitor: Visitor, part: Part, seen: Seen, folder: Path) -> None:
    try:
        part(visitor, seen, folder)
    except Error as error:
        if visitor.traffic.circles:
            raise FailureError(FindingCode.REDIRECT_LOOP, seen.brief.url) from error
        raise
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
