"""Hearing what a page asks for, what is not let out, and whether it goes in circles."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Frame, Page

from toile.ops.sitecheck.seen import Blocked
from toile.ops.sitecheck.stand_in import origin_of
from toile.wire.sitecheck import SiteBrief

MOST_NAVIGATIONS = 12


class Traffic:
    """What one page asked for, by Chromium's own protocol, which pages cannot see."""

    def __init__(self, context: BrowserContext, page: Page, brief: SiteBrief) -> None:
        self._ours = (origin_of(brief.pool_url), origin_of(brief.ads_url))
        self._own = origin_of(brief.url)
        self._urls: dict[str, str] = {}
        self.addresses: list[str] = []
        self.blocked: list[Blocked] = []
        self.failed: list[str] = []
        self.strangers: list[str] = []
        self.navigations = 0
        page.on("framenavigated", self._navigated)
        session = context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFailed", self._failed)
        session.on("Network.responseReceived", self._answered)
        session.on("Audits.issueAdded", self._held)
        session.send("Network.enable")
        session.send("Audits.enable")

    @property
    def circles(self) -> bool:
        """Tell whether the page keeps going elsewhere."""
        return self.navigations > MOST_NAVIGATIONS

    def _navigated(self, frame: Frame) -> None:
        if frame.parent_frame is None:
            self.navigations += 1

    def _sent(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        self._urls[event["requestId"]] = url
        if len(self.addresses) < 2_000:
            self.addresses.append(url[:300])
        if not url.startswith(("http:", "https:", "ws:", "wss:")):
            return
        by = _caller(event.get("initiator", {}))
        if origin_of(by) in self._ours and by.split("?")[0].endswith(".js"):
            goal = origin_of(url)
            if goal not in (*self._ours, self._own, origin_of(event["documentURL"])):
                self.strangers.append(goal)

    def _failed(self, event: dict[str, Any]) -> None:
        url = self._urls.get(event["requestId"], "")
        if origin_of(url) not in self._ours:
            return
        if _is_script(url) and not event.get("blockedReason"):
            self.failed.append(url.split("?")[0])

    def _held(self, event: dict[str, Any]) -> None:
        """Hear of what the browser held back: the issues that its console shows."""
        details = event["issue"]["details"]
        policy = details.get("contentSecurityPolicyIssueDetails", {})
        clear = details.get("mixedContentIssueDetails", {})
        for reason, url in (
            ("csp", policy.get("blockedURL", "")),
            ("mixed-content", clear.get("insecureURL", "")),
        ):
            if url and origin_of(url) in self._ours and not policy.get("isReportOnly"):
                self.blocked.append(Blocked(reason, url.split("?")[0]))

    def _answered(self, event: dict[str, Any]) -> None:
        url, status = event["response"]["url"], int(event["response"]["status"])
        if origin_of(url) in self._ours and _is_script(url) and status >= 400:
            self.failed.append(url.split("?")[0])


def _caller(initiator: dict[str, Any]) -> str:
    """Name the script that began a request: the innermost function that called."""
    frames = initiator.get("stack", {}).get("callFrames", [])
    return str(frames[0]["url"]) if frames else ""


def _is_script(url: str) -> bool:
    return urlsplit(url).path.endswith(".js")
