"""The people of the story, each with a browser of their own, and the product."""

import importlib.util
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import BrowserContext, Playwright, Route, sync_playwright

CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/156.0.0.0 Safari/537.36"
)
FILM_PAGE = "<!doctype html><title>AlloCiné, remplacée ici</title><h1>La fiche</h1>"


def _product_module() -> ModuleType:
    # --import-mode=importlib leaves test folders out of sys.path on purpose.
    path = Path(__file__).with_name("product.py")
    spec = importlib.util.spec_from_file_location("story_product", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


product_module = _product_module()


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """The running product, as ``toile demo`` starts it."""
    data = tmp_path_factory.mktemp("story") / "data"
    with product_module.running(data) as running:
        yield running


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
