"""Every page of the portal, as somebody who may open it meets it in a browser.

The pages are those of the permission tables, so that none escapes: no barrier that axe
finds, by day at 1280 and by night at 390 pixels; nothing that is cut off.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route, sync_playwright

from permission_rows import Given
from portal_stage import by_part, pages_of

ORIGIN = "http://portal.localhost"
# WCAG 2.2 AA, which the RGAA follows, and what axe holds to be good practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of what holds nothing is described: that takes longer than to look.
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
AXE = Axe()
LOOKS = [(1280, "light"), (390, "dark")]


def give(answer: Any) -> Callable[[Route], None]:
    return lambda route: fulfil(route, answer)


def fulfil(route: Route, answer: Any) -> None:
    path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
    if path == "/page":
        route.fulfill(body=answer.content, headers=dict(answer.headers.items()))
    elif path.startswith("/static/"):
        route.fulfill(path=finders.find(path.removeprefix("/static/")))
    else:
        route.fulfill(status=404)


def barriers(page: Page) -> list[str]:
    found = AXE.run(page, options=OPTIONS)
    return [
        f"{one['id']}: {node['html'][:200]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


def overflow(page: Page) -> list[str]:
    """What stands wider than the window, outside what scrolls by itself."""
    wide: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll('body *')]
          .filter(one => one.getBoundingClientRect().right > innerWidth + 1
            && !one.closest('.scroll, .menu-row, .steps-nav, .tabs-nav, pre')
            && !one.closest('.leaflet-container'))
          .slice(0, 3).map(one => 'too wide: ' + one.outerHTML.slice(0, 200))"""
    )
    return wide


@contextmanager
def window(browser: Browser, width: int, scheme: Any) -> Iterator[Page]:
    """One window for all pages: to open one takes longer than to judge a page."""
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        locale="fr-FR",
        reduced_motion="reduce",
    )
    yield page
    page.close()


def wrong_in(page: Page) -> list[str]:
    """What is wrong with a page as this window shows it."""
    faults: list[str] = []
    hear = partial(_note, faults)
    page.on("pageerror", hear)
    page.goto(f"{ORIGIN}/page")
    faults += barriers(page) + overflow(page)
    page.remove_listener("pageerror", hear)
    return faults


def judged(browser: Browser, drawn: Iterable[tuple[str, Any]]) -> list[str]:
    """What is wrong with named pages, by day and by night, wide and narrow."""
    pages = list(drawn)
    faults: list[str] = []
    for width, scheme in LOOKS:
        shown: list[Any] = []
        with window(browser, width, scheme) as page:
            # One route for all: what a page asks for late, while its own is taken away
            # and the next one's put up, is answered twice or never.
            page.route("**/*", partial(show_last, shown))
            for name, answer in pages:
                shown.append(answer)
                found = wrong_in(page)
                faults += [f"{name} at {width} {scheme}: {one}" for one in found]
    return faults


def show_last(shown: list[Any], route: Route) -> None:
    fulfil(route, shown[-1])


def _note(faults: list[str], error: object) -> None:
    faults.append(str(error))


@pytest.mark.slow
@by_part
def test_no_page_has_a_barrier(
    modules: list[ModuleType], requests: Given, clients: dict[str, Client]
) -> None:
    # Drawn before the browser opens: Django and Playwright both want the one thread.
    drawn = [(name, page) for name, _role, page in pages_of(modules, requests, clients)]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        faults = judged(browser, drawn)
        browser.close()
    assert faults == []
