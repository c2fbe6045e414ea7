"""One browser and one town of sites for all checks of a module."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from sites import Server, Town, open_town

from toile.ops.sitecheck.browser import launched
from toile.ops.sitecheck.patience import Patience
from toile.ops.sitecheck.run import check_with
from toile.wire.sitecheck import Finding, SiteReport

# On loopback what comes comes at once.
QUICK = Patience(
    open_ms=4_000, idle_ms=0, rest_ms=250, quiet_ms=400, heard_ms=1_500, step_ms=50
)

CheckIt = Callable[..., SiteReport]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser; each check has profiles of its own in it."""
    found = shutil.which("chromium")
    assert found, "chromium is missing: run `make browser`"
    with sync_playwright() as playwright, launched(playwright, found) as browser:
        yield browser


@pytest.fixture(scope="module")
def _server() -> Iterator[tuple[Town, Server]]:
    town, server = open_town()
    yield town, server
    server.shutdown()
    server.server_close()


@pytest.fixture
def town(_server: tuple[Town, Server]) -> Town:
    """The sites of one test; the pool's doors have not been asked anything."""
    town, _ = _server
    town.answers.clear()
    town.collected.clear()
    return town


@pytest.fixture
def check_it(chromium: Browser, town: Town, tmp_path: Path) -> CheckIt:
    """Check a site of the town by its host name."""

    def check(host: str, most_bytes: int = 5_000_000, **given: Any) -> SiteReport:
        brief = town.brief(host, **given)
        return check_with(chromium, brief, tmp_path, QUICK, most_bytes)

    return check


@pytest.fixture
def codes() -> Callable[[SiteReport], dict[str, Finding]]:
    """The findings of a report by their code."""
    return lambda report: {finding.code: finding for finding in report.findings}
