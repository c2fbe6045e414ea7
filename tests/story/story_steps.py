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
    assert found == expected


def accept(page: Page) -> None:
    """Say yes to the banner of the page."""
    page.get_by_role("button", name="Accepter").first.click()


def refuse(page: Page) -> None:
    """Say no to the banner of the page."""
    page.get_by_role("button", name="Refuser").first.click()


def visit_the_royal(page: Page, product: Product) -> None:
    """Look up screening times, accept, and be counted."""
    page.goto(product.site("royal-toulon"))
    with page.expect_response(re.compile("/visit$")) as visit:
        accept(page)
    assert visit.value.status == 204


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
