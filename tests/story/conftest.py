"""The people of the story, each with a browser of their own."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright, Route, sync_playwright

CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/156.0.0.0 Safari/537.36"
)
FILM_PAGE = "<!doctype html><title>AlloCiné, remplacée ici</title><h1>La fiche</h1>"


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright's driver; of one module, for there may be only one at a time."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture
def browser(
    playwright: Playwright, tmp_path: Path
) -> Iterator[Callable[..., BrowserContext]]:
    """Open browsers with fresh profiles, one a person."""
    chromium = shutil.which("chromium")
    assert chromium, "chromium is missing: run `make browser`"
    opened: list[BrowserContext] = []

    def open_browser(
        *, third_party_cookies: bool = True, width: int = 1280
    ) -> BrowserContext:
        profile = tmp_path / f"profile-{len(opened)}"
        default = profile / "Default"
        default.mkdir(parents=True)
        # Chrome's own switch: 0 allows third-party cookies, 1 blocks them.
        mode = 0 if third_party_cookies else 1
        preferences = {"profile": {"cookie_controls_mode": mode}}
        (default / "Preferences").write_text(json.dumps(preferences))
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium,
            user_agent=CHROME,
            viewport={"width": width, "height": 900},
            locale="fr-FR",
            args=[
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        context.route("https://www.allocine.fr/**", _film_page)
        opened.append(context)
        return context

    yield open_browser
    for context in opened:
        context.close()


def _film_page(route: Route) -> None:
    # There is no internet here; the address is what the story promises.
    route.fulfill(body=FILM_PAGE, content_type="text/html")
