"""The steps of the story, as each of its people takes them."""

import re
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page

from story_product import Product

ARTICLE = "/article/ce-que-la-neige-efface"
PATIENCE_SECONDS = 15


def eventually(ask: Callable[[], object], expected: object) -> None:
    """Wait until the product, which counts within a second, says what is expected."""
    end = time.monotonic() + PATIENCE_SECONDS
    while (found := ask()) != expected and time.monotonic() < end:
        time.sleep(0.1)
    assert found == expected, f"{found!r} after {PATIENCE_SECONDS} s, not {expected!r}"


def accept(page: Page) -> None:
    """Say yes to the banner of the page."""
    page.get_by_role("button", name="Accepter").first.click()


def refuse(page: Page) -> None:
    """Say no to the banner of the page."""
    page.get_by_role("button", name="Refuser").first.click()


def visit_the_royal(page: Page, product: Product, *, counted: bool = True) -> None:
    """Look up screening times, accept, and wait until one is known to both wings.

    ``counted=False`` for a browser that keeps no cookie: its visit must be refused.
    """
    refused = ("visit", "no_cookie")
    visits = product.number("visits_ever")
    refusals = product.outcomes().get(refused, 0)
    page.goto(product.site("royal-toulon"))
    with page.expect_response(re.compile("/visit$")) as visit:
        accept(page)
    assert visit.value.status == 204
    if counted:
        eventually(lambda: product.number("visits_ever"), visits + 1)
        eventually(lambda: ids(page.context), {"tid", "aid"})
    else:
        eventually(lambda: product.outcomes().get(refused, 0), refusals + 1)


def settle(page: Page) -> None:
    """Wait until our script runs, and all it has asked for is told.

    Without a clock: requests leave a page in their order, so those before this one of
    the page's own are told before its answer.
    """
    page.locator("script[data-toile-on]").first.wait_for(state="attached")
    page.evaluate("fetch('/').then((answer) => answer.text()).then(() => undefined)")


def decision_after(answer: Callable[[Page], None], page: Page, product: Product) -> int:
    """Read franceinter, answer its own banner, and tell how the ad call ended."""
    page.goto(product.site("franceinter") + ARTICLE)
    with page.expect_response(re.compile(r"/ad\?")) as decision:
        answer(page)
    return decision.value.status


def cookies(context: BrowserContext) -> dict[str, dict[str, Any]]:
    """The browser's cookies by name."""
    return {str(c.get("name")): dict(c) for c in context.cookies()}


def ids(context: BrowserContext) -> set[str]:
    """Which of the two wings' ids the browser holds."""
    return cookies(context).keys() & {"tid", "aid"}
