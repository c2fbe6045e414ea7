"""The mirror: who refuses leaves no trace, is never targeted, earns nobody anything."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from story_product import Product
from story_steps import (
    ARTICLE,
    accept,
    cookies,
    decision_after,
    eventually,
    ids,
    refuse,
    settle,
    visit_the_royal,
)

pytestmark = [pytest.mark.story, pytest.mark.xdist_group("story")]

SCRIPTS = ("/consent.js", "/pixel.js", "/tag.js")


def asked_on(address: str, page: Page, product: Product) -> list[Request]:
    """Open a page; give what it asked of the two wings until it had settled."""
    asked: list[Request] = []

    def hear(request: Request) -> None:
        if request.url.startswith((product.pool, product.ads)):
            asked.append(request)

    page.on("request", hear)
    page.goto(address)
    settle(page)
    page.remove_listener("request", hear)
    return asked


class Listener:
    """Hears every request of a browser to the two wings, scripts left out."""

    def __init__(self, context: BrowserContext, product: Product) -> None:
        self._wings = (product.pool, product.ads)
        self.heard: list[Request] = []
        context.on("request", self._hear)

    def _hear(self, request: Request) -> None:
        path = request.url.split("?")[0]
        if request.url.startswith(self._wings) and not path.endswith(SCRIPTS):
            self.heard.append(request)

    def calls(self) -> list[tuple[str, str]]:
        return [(r.method, re.sub(r"^https?://[^/]+", "", r.url)) for r in self.heard]


def storage(page: Page) -> list[str]:
    return list(
        page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    )


def test_nothing_is_asked_or_stored_before_the_choice(
    product: Product, browser: Callable[..., BrowserContext]
) -> None:
    context = browser()
    listener = Listener(context, product)
    page = context.new_page()
    page.goto(product.site("royal-toulon"))
    expect(page.get_by_role("button", name="Refuser").first).to_be_visible()
    page.get_by_role("link", name="Voir le film").first.click()
    page.wait_for_url("**/film/*")
    expect(page.get_by_role("button", name="Refuser").first).to_be_visible()
    settle(page)

    assert listener.calls() == []
    assert context.cookies() == []
    assert storage(page) == []


def test_scripts_are_asked_for_without_the_ids_that_a_browser_holds(
    product: Product, browser: Callable[..., BrowserContext]
) -> None:
    """A yes is for a page: another page's scripts come before it could be given."""
    page = browser().new_page()
    visit_the_royal(page, product)
    for site, scripts in (
        ("star-strasbourg", {"/consent.js", "/pixel.js"}),
        ("franceinter", {"/tag.js"}),
    ):
        asked = asked_on(product.site(site), page, product)
        assert {urlsplit(request.url).path for request in asked} == scripts
        for request in asked:
            assert "cookie" not in request.all_headers()


def test_a_refusal_is_one_anonymous_call_and_leaves_no_trace(
    product: Product, browser: Callable[..., BrowserContext]
) -> None:
    context = browser()
    listener = Listener(context, product)
    page = context.new_page()
    before = product.figures()
    page.goto(product.site("royal-toulon"))
    with page.expect_response(re.compile("/consent$")) as told:
        refuse(page)
    assert told.value.status == 204
    page.goto(product.site("royal-toulon") + "/film/l-ombre-de-staline")
    settle(page)

    assert listener.calls() == [("POST", "/consent")]
    proof = listener.heard[0]
    assert '"choice":"no"' in (proof.post_data or "")
    assert "cookie" not in proof.all_headers()
    # The banner's own memory of the no is all that is kept, on the cinema's site.
    assert set(cookies(context)) == {"orejime"}
    assert storage(page) == []
    refusals = int(before["refusals_ever"])
    eventually(lambda: product.number("refusals_ever"), refusals + 1)
    assert product.number("visits_ever") == before["visits_ever"]


def test_who_refused_is_never_targeted_and_earns_nobody_anything(
    product: Product, browser: Callable[..., BrowserContext]
) -> None:
    context = browser()
    page = context.new_page()
    before = product.figures()
    page.goto(product.site("royal-toulon"))
    refuse(page)
    refusals = int(before["refusals_ever"])
    eventually(lambda: product.number("refusals_ever"), refusals + 1)

    assert decision_after(accept, page, product) == 204
    settle(page)
    assert page.locator("iframe[src*='/frame/']").count() == 0
    assert product.figures()["royal_balance"] == before["royal_balance"]


def test_a_no_on_the_publishers_page_reads_no_cookie(
    product: Product, browser: Callable[..., BrowserContext]
) -> None:
    context = browser()
    page = context.new_page()
    visit_the_royal(page, product)

    page.goto(product.site("franceinter") + ARTICLE)
    with page.expect_request(re.compile(r"/ad\?")) as asked:
        refuse(page)
    assert "c=0" in asked.value.url
    assert "cookie" not in asked.value.all_headers()
    settle(page)
    assert page.locator("iframe[src*='/frame/']").count() == 0


def test_with_third_party_cookies_blocked_nothing_breaks_and_nothing_is_pooled(
    product: Product, browser: Callable[..., BrowserContext]
) -> None:
    context = browser(third_party_cookies=False)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    before = product.figures()

    visit_the_royal(page, product, counted=False)
    assert decision_after(accept, page, product) == 204
    assert ids(context) == set()
    assert errors == []
    for name in ("visits_ever", "royal_balance"):
        assert product.figures()[name] == before[name]


def test_a_change_of_mind_forgets_the_browser_everywhere(
    product: Product, browser: Callable[..., BrowserContext]
) -> None:
    context = browser()
    page = context.new_page()
    visit_the_royal(page, product)

    page.get_by_role("button", name="Vos choix").click()
    with page.expect_response(re.compile("/consent$")) as told:
        refuse(page)
    assert told.value.status == 200
    eventually(lambda: ids(context), set())

    assert decision_after(accept, page, product) == 204


def test_my_data_shows_and_erases(
    product: Product, browser: Callable[..., BrowserContext]
) -> None:
    context = browser()
    page = context.new_page()
    visit_the_royal(page, product)

    page.goto(f"{product.portal}/mes-donnees")
    expect(page.get_by_text("Royal").first).to_be_visible()
    page.get_by_role("button", name=re.compile("[Ee]ffacer")).first.click()
    eventually(lambda: ids(context), set())
    page.reload()
    expect(page.get_by_text("Rien n’est gardé sur ce navigateur")).to_be_visible()
    assert page.get_by_text("Le Royal").count() == 0
