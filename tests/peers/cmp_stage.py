"""The Royal with a consent tool on its pages, a real edge, and what is asked of it."""

import contextlib
import itertools
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Playwright, Request

from cmp_tools import FOLDER, MODULES, TCF_SCRIPT, VENDOR, Tool
from stage import Others, served, site
from toile.journal import Cursor, open_reader
from toile.ops.bench.serving import free_port
from toile.ops.keys import ensure_keys
from toile.settings import Settings, load
from toile.wire import plan as plans
from toile.wire.events import Consent, PoolEvent
from toile.wire.ids import Ulid
from toile.wire.plan import AdsPlan, Controller, MemberSite, PoolPlan
from toile.worker.stores import open_stores

ROYAL = site("royal")
KEY = "royal-key"
PATIENCE_S = 10.0
TOOL_MS = 60
"""When a tool loads that loads late: after its adapter, most often."""
LOOK_MS = 250
"""How long an adapter may take to see it (`web/adapters/says.ts`)."""
_KINDS = {".js": "text/javascript", ".css": "text/css"}
_SCRIPTS = ("/pixel.js", "/adapters/")
_TELLS_WHAT_RAN = """document.addEventListener("load",
    (event) => event.target.src && console.info("ran", event.target.src), true);"""
_numbers = itertools.count()


@dataclass
class Cinema:
    """The pool's edge and the Royal's pages, for a module's tests."""

    data: Path
    others: Others
    port: int = field(default_factory=free_port)
    settings: Settings = field(init=False)
    cursor: Cursor = field(default_factory=Cursor)
    asked: list[Request] = field(default_factory=list)
    _looks_ms: int = 0

    def __post_init__(self) -> None:
        self.settings = load(
            {
                "TOILE_DATA": str(self.data),
                "TOILE_EDGE_PROCESSES": "1",
                "TOILE_ADS_URL": f"http://ads.localhost:{self.port}",
                "TOILE_POOL_URL": self.pool,
                "TOILE_PORTAL_URL": site("portal"),
                "TOILE_TCF_VENDOR": str(VENDOR),
            }
        )
        ensure_keys(self.settings)
        self.settings.plan.mkdir(parents=True, exist_ok=True)
        open_stores(self.settings.profiles).close()
        royal = MemberSite(
            id=Ulid("01M85275QPHZD88PEEFXQ0R0YA"),
            key=KEY,
            name="Le Royal",
            origins=(ROYAL,),
            cinemas=(Ulid("01M85275QPHZD88PEEFXQC1NE1"),),
        )
        pool = PoolPlan(
            version=1,
            made_ms=0,
            sites=(royal,),
            controllers=(Controller("SCARE", "union"),),
        )
        for name, plan in (("pool", pool), ("ads", AdsPlan(version=1, made_ms=0))):
            (self.settings.plan / f"{name}.json").write_bytes(plans.encode(plan))

    @property
    def pool(self) -> str:
        return f"http://pool.localhost:{self.port}"

    def page(
        self, tool: Tool, consent: str | None, *, late: bool = False, more: str = ""
    ) -> str:
        """Put up a page with a tool; ``consent`` None leaves the pixel out."""
        for path, file in tool.files.items():
            self.others.put(f"{ROYAL}{path}", file.read_text(), _KINDS[file.suffix])
        line = (
            f'<script async crossorigin="anonymous" data-consent="{consent}" '
            f'src="{self.pool}/pixel.js?site={KEY}"></script>'
        )
        return self.others.put(
            f"{ROYAL}/{next(_numbers)}",
            f"<!doctype html><html lang=fr><head><title>Le Royal</title><script>"
            f"{_TELLS_WHAT_RAN}window.toolLoadsAt = {TOOL_MS if late else 0};</script>"
            f"{tool.head}"
            f"{'' if consent is None else line}</head>"
            f"<body><h1>Le Royal</h1>{tool.body}{more}</body></html>",
        )

    def settle(self, page: Page) -> None:
        """Let the adapter look at its tool, and all that it begins arrive."""
        page.wait_for_timeout(self._looks_ms + 60)
        page.evaluate("fetch('/barrier').then(() => undefined)")

    def new(self) -> list[PoolEvent]:
        """Read what came into the journal since it was asked last."""
        batch = open_reader(self.settings.journal, "pool").read(self.cursor, 1_000)
        self.cursor = batch.cursor
        return [entry.event for entry in batch.entries]

    def adapter(self, page: Page, consent: str) -> AbstractContextManager[object]:
        """Wait within it until an adapter has begun its work."""
        # Told by the console: what Playwright evaluates would count as a click.
        path = f"/adapters/{consent}.js"
        return page.expect_console_message(lambda said: path in said.text)

    def visit(
        self,
        page: Page,
        tool: Tool,
        consent: str | None,
        *,
        late: bool = False,
        more: str = "",
    ) -> None:
        """Open a new page of the Royal, until the adapter of its line is there."""
        address = self.page(tool, consent, late=late, more=more)
        self._looks_ms = TOOL_MS + LOOK_MS if late or tool.loads_late else 0
        if not consent:
            page.goto(address)
            return
        with self.adapter(page, consent):
            page.goto(address)

    def calls(self) -> list[str]:
        """List what was asked of both wings since it was asked last, scripts aside."""
        told = [(r.method, urlsplit(r.url)) for r in self.asked]
        self.asked.clear()
        wings = {f"pool.localhost:{self.port}", f"ads.localhost:{self.port}"}
        return [
            f"{method} {url.path}"
            for method, url in told
            if url.netloc in wings and not url.path.startswith(_SCRIPTS)
        ]

    def proofs(self, page: Page, *choices: str) -> list[Consent]:
        """Wait for the proofs of these choices, and of none besides."""
        deadline = time.monotonic() + PATIENCE_S
        met: list[Consent] = []
        while len(met) < len(choices):
            assert time.monotonic() < deadline, f"wanted {choices}, met {met}"
            page.wait_for_timeout(20)
            met += [event for event in self.new() if isinstance(event, Consent)]
        assert [proof.choice for proof in met] == list(choices)
        return met


@contextlib.contextmanager
def cinema_running(data: Path) -> Iterator[Cinema]:
    """Run the edge and the Royal's pages, with the TCF tool bundled."""
    others = Others()
    try:
        bundle = data.parent / "tcf-cmp.js"
        command = ["node", str(FOLDER / "bundle.mjs"), str(bundle)]
        subprocess.run(command, cwd=MODULES.parent, check=True, timeout=60)
        kind = "text/javascript"
        others.put(f"{ROYAL}{TCF_SCRIPT}", bundle.read_text(), kind)
        made = Cinema(data, others)
        with served(made.settings, "both", made.port):
            yield made
    finally:
        others.close()


@contextlib.contextmanager
def lasting_browser(playwright: Playwright, profile: Path) -> Iterator[BrowserContext]:
    """Open Chromium with a profile of its own, which takes third-party cookies."""
    preferences = {"profile": {"cookie_controls_mode": 0}}
    (profile / "Default").mkdir(parents=True)
    (profile / "Default" / "Preferences").write_text(json.dumps(preferences))
    launched = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=shutil.which("chromium"),
        locale="fr-FR",
        viewport={"width": 1000, "height": 800},
    )
    yield launched
    launched.close()


def forget_all(context: BrowserContext, page: Page) -> None:
    """Make a browser that has never been at the Royal."""
    context.clear_cookies()
    context.new_cdp_session(page).send(
        "Storage.clearDataForOrigin",
        {"origin": ROYAL, "storageTypes": "local_storage"},
    )


def ids(page: Page) -> set[str]:
    """Name the cookies of the two wings."""
    return {
        str(cookie.get("name"))
        for cookie in page.context.cookies()
        if not str(cookie.get("domain", "")).startswith("royal")
    }


def receipt(page: Page) -> bool:
    """Tell whether the pixel keeps anything on the site."""
    return bool(page.evaluate("localStorage.getItem('toile')"))
