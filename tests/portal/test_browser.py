"""The portal's pages in a real browser: fresh figures, copied lines, no barrier."""

import contextlib
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Route, expect, sync_playwright

from clock import TODAY
from toile.ops import demo
from toile.portal.campaigns import services as campaigns
from toile.portal.cinemas import services as cinemas
from toile.portal.films import services as films
from toile.wire.clock import now_ms, paris_date
from toile.wire.ids import Ulid
from toile.wire.tokens import Sealer, WhyToken

ORIGIN = "http://portal.localhost"  # a browser trusts it with its clipboard
TEASER = (Path(demo.__file__).parent / "artwork/ombre-teaser.mp4").read_bytes()
SignIn = Callable[[str], Client]
EVERY_MS = 3_000


@dataclass
class Served:
    """What a browser finds. Django has drawn it before: both want the one thread."""

    pages: dict[str, list[Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def draw(self, client: Client, url: str, **posted: Any) -> None:
        """Keep a page; of one kept several times, each is given in turn."""
        answer = client.post(url, posted) if posted else client.get(url)
        self.pages.setdefault(url, []).append(answer)

    def give(self, route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        self.asked.append(path)
        if path.startswith("/static/"):
            route.fulfill(path=finders.find(path.removeprefix("/static/")))
            return
        waiting = self.pages.get(path)
        if not waiting:
            route.fulfill(status=404)
            return
        answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        route.fulfill(
            status=answer.status_code,
            body=answer.content,
            headers=dict(answer.headers.items()),
        )

    def count(self, path: str) -> int:
        return self.asked.count(path)


@pytest.fixture
def served() -> Served:
    return Served()


@contextlib.contextmanager
def browsing(
    served: Served, scheme: Literal["light", "dark"] = "light"
) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        context = browser.new_context(color_scheme=scheme, locale="fr-FR")
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=ORIGIN)
        page = context.new_page()
        page.route("**/*", served.give)
        page.clock.install()
        yield page
        browser.close()


@pytest.fixture
def figures(world: Any, served: Served, sign_in: SignIn) -> tuple[str, str]:
    """A campaign's page with no impression, then its figures with 1234 of them."""
    detail = reverse("campaigns:detail", args=[world.campaign.id])
    fresh = reverse("campaigns:figures", args=[world.campaign.id])
    served.draw(sign_in("condor"), detail)
    key = (world.line.id, world.creative.id, world.placement.id)
    campaigns.put_line_figures(*key, TODAY, impressions=1234)
    served.draw(sign_in("condor"), fresh)
    return detail, fresh


def settle(page: Page) -> None:
    """Wait for a question of our own: what the page asked before it was heard."""
    page.evaluate("fetch('/nulle-part').then(answer => answer.text())")


def impressions(page: Page) -> Any:
    name = page.locator("dt", has_text=re.compile(r"^\s*Impressions"))
    return page.locator(".figure").filter(has=name).locator("dd")


def test_figures_stay_fresh_while_they_are_looked_at(
    figures: tuple[str, str], served: Served
) -> None:
    detail, fresh = figures
    with browsing(served) as page:
        page.add_init_script(
            "Object.defineProperty(document, 'hidden', { get: () => window.away });"
        )
        page.goto(ORIGIN + detail)
        expect(impressions(page)).to_have_text("0")
        page.evaluate("window.away = true")
        page.clock.run_for(EVERY_MS * 3)
        settle(page)
        assert served.count(fresh) == 0
        page.evaluate("window.away = false")
        page.clock.run_for(EVERY_MS)
        expect(impressions(page)).to_have_text("1 234")


def test_figures_wait_while_a_definition_is_read(
    figures: tuple[str, str], served: Served
) -> None:
    detail, fresh = figures
    with browsing(served) as page:
        # Away until the pointer rests: a loaded machine may take its time.
        page.add_init_script(
            "Object.defineProperty(document, 'hidden', "
            "{ get: () => window.away !== false });"
        )
        page.goto(ORIGIN + detail)
        page.get_by_label("Définition : Impressions").hover()
        expect(page.locator("#def-impressions")).to_be_visible()
        page.evaluate("window.away = false")
        page.clock.run_for(EVERY_MS * 2)
        settle(page)
        assert served.count(fresh) == 0
        expect(page.locator("#def-impressions")).to_be_visible()
        page.mouse.move(0, 0)
        page.clock.run_for(EVERY_MS)
        expect(impressions(page)).to_have_text("1 234")


@pytest.mark.parametrize("status", [403, 404])
def test_figures_that_are_no_longer_ours_stay_and_are_not_asked_again(
    figures: tuple[str, str], served: Served, client: Client, status: int
) -> None:
    detail, fresh = figures
    refused = client.get("/nulle-part")
    refused.status_code = status
    served.pages[fresh] = [refused]
    with browsing(served) as page:
        page.goto(ORIGIN + detail)
        with page.expect_response(ORIGIN + fresh):
            page.clock.run_for(EVERY_MS)
        page.clock.run_for(EVERY_MS * 3)
        settle(page)
        expect(impressions(page)).to_have_text("0")
        assert served.count(fresh) == 1


def test_figures_come_back_with_the_portal(
    figures: tuple[str, str], served: Served
) -> None:
    detail, fresh = figures
    with browsing(served) as page:
        page.goto(ORIGIN + detail)
        page.route(ORIGIN + fresh, lambda route: route.abort())
        with page.expect_event("requestfailed"):
            page.clock.run_for(EVERY_MS)
        page.unroute(ORIGIN + fresh)
        page.clock.run_for(EVERY_MS)
        expect(impressions(page)).to_have_text("1 234")


def test_the_lines_to_paste_are_copied_at_a_click(
    world: Any, served: Served, sign_in: SignIn
) -> None:
    url = reverse("members:cinema_pixel", args=[world.royal.id]) + "?etape=lignes"
    served.draw(sign_in("royal"), url)
    with browsing(served) as page:
        page.goto(ORIGIN + url)
        page.locator("main details").evaluate_all(
            "all => all.forEach(one => { one.open = true; })"
        )
        places = page.locator("[data-copy]").count()
        assert places
        for place in range(places):
            button = page.locator("[data-copy]").nth(place)
            expect(button).to_have_text("Copier")
            button.click()
            expect(button).to_have_text("Copié")
            lines = page.locator(".copy code").nth(place).text_content()
            assert f"site={world.site.key}" in (lines or "")
            assert page.evaluate("navigator.clipboard.readText()") == lines
            page.clock.run_for(2_000)
            expect(button).to_have_text("Copier")


def test_without_a_clipboard_there_is_no_button_and_the_lines_stay(
    world: Any, served: Served, sign_in: SignIn
) -> None:
    url = reverse("members:cinema_pixel", args=[world.royal.id]) + "?etape=lignes"
    served.draw(sign_in("royal"), url)
    with browsing(served) as page:
        page.add_init_script(
            "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
        )
        page.goto(ORIGIN + url)
        expect(page.locator(".copy code").first).to_be_visible()
        expect(page.locator("[data-copy]").first).to_be_hidden()


@pytest.fixture
def every_page(
    world: Any,
    served: Served,
    sign_in: SignIn,
    client: Client,
    why_sealer: Sealer,
    decide: Callable[[str], None],
    make_image: Callable[..., bytes],
) -> list[str]:
    """Every page of the portal with something on it, drawn for who may see it."""
    campaigns.add_creative(world.campaign, "Teaser", make_image(), TEASER)
    films.add_film(world.people.condor, title="Pamfir", allocine_id=293016)
    draft = campaigns.add_campaign(world.people.condor, world.film, "Suite")
    campaigns.submit(world.campaign)
    decide(world.campaign.id)
    today = paris_date(now_ms())
    cinemas.put_site_figures(world.site.id, today, visits=9, consents=60, refusals=40)
    campaigns.put_refused_clicks(world.line.id, TODAY, "double_click", 4)
    line, place = Ulid(world.line.id), Ulid(world.placement.id)
    why = WhyToken(expires_ms=now_ms() + 60_000, line=line, placement=place)
    detail = reverse("campaigns:detail", args=[world.campaign.id])
    upload = reverse("campaigns:add_creative", args=[draft.id])
    for who, urls in {
        "scare": ("/accords/", "/audit/", "/pool/"),
        "condor": ("/campagnes/", detail),
        "royal": (reverse("payouts:cinema", args=[world.royal.id]),),
        "klox": ("/lignes/", "/emplacements/", "/admin-interdit/"),
        "nobody": ("/",),
    }.items():
        for url in urls:
            served.draw(sign_in(who), url)
    served.draw(sign_in("condor"), upload, name="")
    for url in ("/connexion/", "/mes-donnees", "/pourquoi/x"):
        served.draw(client, url)
    served.draw(client, f"/pourquoi/{why_sealer.seal(why)}")
    return list(served.pages)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier_on_any_page(
    every_page: list[str], served: Served, scheme: Literal["light", "dark"]
) -> None:
    found: dict[str, list[str]] = {}
    with browsing(served, scheme) as page:
        for url in every_page:
            page.goto(ORIGIN + url)
            expect(page.locator("h1")).to_have_count(1)
            for folded in page.locator("details > summary").all():
                folded.click()
            for broken in Axe().run(page).response["violations"]:
                nodes = [node["html"] for node in broken["nodes"]]
                found.setdefault(url, []).append(f"{broken['id']}: {nodes}")
    assert len(every_page) == 15
    assert found == {}
