"""Two visits of a site, by two people without a past: one says yes, the other no."""

import hashlib
from contextlib import suppress
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import BrowserContext, Error

from toile.ops.sitecheck import banner
from toile.ops.sitecheck.browser import HEIGHT, WIDTH
from toile.ops.sitecheck.makers import maker_of
from toile.ops.sitecheck.patience import USUAL, Patience
from toile.ops.sitecheck.proxy import Proxy
from toile.ops.sitecheck.reach import is_for_people_only, open_page, settle
from toile.ops.sitecheck.seen import AfterNo, AfterYes, Asked, Opening, Seen, Tag
from toile.ops.sitecheck.stand_in import StandIn, origin_of
from toile.ops.sitecheck.traffic import Traffic
from toile.wire.clock import now_ms
from toile.wire.sitecheck import Moment, Shot

_FILES = (".pdf", ".zip", ".jpg", ".jpeg", ".png", ".webp", ".ics", ".xml", ".mp4")
_TAGS = """() => [...document.querySelectorAll("script[src]")]
    .filter(s => /\\/(pixel|consent)\\.js$/.test(new URL(s.src, location).pathname))
    .map(s => {
        const at = new URL(s.src, location);
        return { script: /pixel\\.js$/.test(at.pathname) ? "pixel" : "consent",
            origin: at.origin, crossorigin: s.crossOrigin === "anonymous",
            key: s.dataset.site || at.searchParams.get("site") || "" };
    }).filter(t => t.key)"""
_LINKS = (
    "() => [...document.querySelectorAll('a[href]')].slice(0, 300).map(a => a.href)"
)
_ROUTE = "() => history.pushState(null, '', '/toile-verification')"
_AHEAD = """Object.defineProperty(Document.prototype, "prerendering",
    { configurable: true, get: () => window.__toileShown !== true });"""
_SHOWN = """() => { window.__toileShown = true;
    document.dispatchEvent(new Event("prerenderingchange")); }"""

_PRESSES = 2


class Visitor:
    """A person with a fresh browser on the site, and what is heard of it."""

    def __init__(
        self,
        context: BrowserContext,
        proxy: Proxy,
        seen: Seen,
        patience: Patience = USUAL,
    ) -> None:
        self._context = context
        self._patience = patience
        self._brief = brief = seen.brief
        self._proxy = proxy
        self._seen = seen
        self.heard = StandIn(brief)
        self.heard.watch(context)
        self.page = context.pages[0] if context.pages else context.new_page()
        self.traffic = Traffic(context, self.page, brief)

    def open(self, url: str = "") -> int:
        """Open an address of the site (its first page if none); give the status."""
        self.traffic.navigations = 0
        goal = url or self._brief.url
        answer = open_page(self.page, goal, self._proxy, self.traffic, self._patience)
        return answer.status

    def look_around(self, folder: Path) -> Opening:
        """Look at the page before any choice, after having moved in it as people do."""
        opening = Opening(status=self.open())
        opening.robots = is_for_people_only(self.page.url, self._proxy)
        self._seen.final_url = self.page.url
        tool = self.await_banner()
        self.page.mouse.move(WIDTH / 2, HEIGHT / 3)
        self.page.mouse.wheel(0, 700)
        self.page.wait_for_timeout(self._patience.quiet_ms)
        self.page.mouse.wheel(0, -700)
        settle(self.page, self._proxy, self.traffic, self._patience)
        opening.tool = tool
        opening.maker = maker_of(self.page.content(), self.traffic.addresses)
        opening.tags = [Tag(**tag) for tag in self.page.evaluate(_TAGS)]
        opening.banner_text = banner.banner_text(self.page, tool)
        opening.accept = banner.box_of(banner.accept_button(self.page, tool))
        opening.refuse = banner.box_of(banner.refuse_button(self.page, tool))
        opening.asked = list(self.heard.asked)
        opening.stored, opening.others_stored = self.stored()
        opening.failed_scripts = sorted(set(self.traffic.failed))
        opening.not_open = self.heard.not_open
        self.photograph("before", folder)
        return opening

    def say_yes(self, after: AfterYes, tool: str, folder: Path) -> None:
        """Accept, then go on as people do: a second page, a page drawn by a script."""
        mark = self.heard.mark
        after.pressed = banner.answer(self.page, banner.accept_button(self.page, tool))
        if not after.pressed:
            return
        after.asked = self._await(mark, visit=True)
        self.photograph("yes", folder)
        self._walk_on(after, tool)
        self._take_back(after, tool)

    def say_no(self, after: AfterNo, folder: Path) -> None:
        """Refuse, then look at a second page."""
        self.open()
        tool = self.await_banner()
        mark = self.heard.mark
        after.pressed = banner.answer(self.page, banner.refuse_button(self.page, tool))
        if not after.pressed:
            return
        self.page.wait_for_timeout(self._patience.quiet_ms)
        self.photograph("no", folder)
        self.open(self._next_page() or "")
        after.asked_again = self._still_asks(tool)
        after.asked = self.heard.since(mark)
        after.stored, _ = self.stored()

    def await_banner(self) -> str:
        """Wait for a banner that comes late; tell the tool's code."""
        tool = ""
        for _ in range(self._tries):
            tool = banner.tool_of(self.page)
            if banner.is_asking(self.page, tool):
                break
            self.page.wait_for_timeout(self._patience.step_ms)
        return tool

    def stored(self) -> tuple[list[str], list[str]]:
        """Name what the browser holds of ours, and which other cookies it holds."""
        hosts = {
            urlsplit(u).hostname for u in (self._brief.pool_url, self._brief.ads_url)
        }
        ours, others = [], []
        for cookie in self._context.cookies():
            domain = cookie.get("domain", "").lstrip(".")
            name = cookie.get("name", "")
            if domain in hosts:
                ours.append(f"cookie {name}")
            else:
                others.append(name)
        if self.page.evaluate("() => localStorage.getItem('toile') !== null"):
            ours.append("localStorage toile")
        return ours, sorted(set(others))[:20]

    def photograph(self, moment: Moment, folder: Path) -> None:
        """Keep a picture of what is seen, with the hash of its bytes."""
        try:
            taken = self.page.screenshot(type="jpeg", quality=80, timeout=8_000)
        except Error:
            return
        (folder / f"{moment}.jpg").write_bytes(taken)
        digest = hashlib.sha256(taken).hexdigest()
        self._seen.shots.append(
            Shot(moment, f"{moment}.jpg", digest, now_ms(), WIDTH, HEIGHT)
        )

    def _walk_on(self, after: AfterYes, tool: str) -> None:
        following = self._next_page()
        if following:
            mark = self.heard.mark
            self.open(following)
            after.next_asked = self._await(mark, visit=True)
            after.asked_again = self._still_asks(tool)
        mark = self.heard.mark
        with suppress(Error):
            self.page.evaluate(_ROUTE)
            after.routed = self._await(mark, visit=True)
        self._look_ahead(after)

    def _look_ahead(self, after: AfterYes) -> None:
        """Open the page as Chrome does when it only expects a visit (SPECS §4)."""
        mark = self.heard.mark
        window = self._context.new_page()
        try:
            window.add_init_script(_AHEAD)
            window.goto(self._brief.url, timeout=15_000)
            window.wait_for_timeout(self._patience.quiet_ms)
            after.unseen = self.heard.since(mark)
            mark = self.heard.mark
            window.evaluate(_SHOWN)
            after.shown = self._await(mark, visit=True)
        except Error:
            after.unseen = None
        finally:
            window.close()

    def _take_back(self, after: AfterYes, tool: str) -> None:
        self.open()
        self.await_none()
        mark = self.heard.mark
        after.reopened = banner.reopen(self.page, tool)
        if not after.reopened:
            return
        for _ in range(_PRESSES):
            # Some tools draw their buttons before these hear a click.
            after.taken_back = banner.take_back(self.page, tool) or after.taken_back
            after.back_asked = self._await(mark, proof="withdrawal")
            if after.back_asked:
                break
        mark = self.heard.mark
        self.open()
        after.after_back = self.heard.since(mark)

    def _still_asks(self, tool: str) -> bool:
        """Tell whether a banner stays; some are drawn, then hidden at once."""
        if not banner.is_asking(self.page, tool):
            return False
        self.page.wait_for_timeout(self._patience.quiet_ms)
        return banner.is_asking(self.page, tool)

    def await_none(self) -> None:
        """Let a tool that remembers a choice wake up."""
        self.page.wait_for_timeout(2 * self._patience.step_ms)

    def _await(self, mark: int, *, visit: bool = False, proof: str = "") -> list[Asked]:
        """Wait for a visit or a proof, within bounds; list what has been asked."""
        for _ in range(self._tries):
            asked = self.heard.since(mark)
            if any(
                (visit and one.is_visit) or (proof and one.proof == proof)
                for one in asked
            ):
                # What follows at once belongs to it.
                self.page.wait_for_timeout(self._patience.step_ms)
                return self.heard.since(mark)
            self.page.wait_for_timeout(self._patience.step_ms)
        return self.heard.since(mark)

    def _next_page(self) -> str:
        """Find another page of the site; "" if no link leads to one."""
        here = self.page.url
        for link in self.page.evaluate(_LINKS):
            address = urljoin(here, str(link))
            parts = urlsplit(address)
            if origin_of(address) != origin_of(here) or not parts.scheme.startswith(
                "http"
            ):
                continue
            if parts.path == urlsplit(here).path or parts.path.lower().endswith(_FILES):
                continue
            return address.partition("#")[0]
        return ""

    @property
    def _tries(self) -> int:
        return self._patience.heard_ms // self._patience.step_ms
