"""« Mes données » as a person reads it: what the pool answers, put in words."""

import csv
import datetime
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, Route, expect, sync_playwright
from pytest_django import Settings

from toile.portal.agreements import services as agreements
from toile.portal.charter.selectors import rules_in_force
from toile.portal.cinemas import services as cinemas
from toile.wire.clock import now_ms, paris_date

PAGE = "http://portal.localhost/mes-donnees"
STATIC = Path(__file__).parents[2] / "src/toile/portal/ui/static"
NUMBER = "7K2M9QX4T0ABCDEF"


def test_the_page_names_sites_and_what_the_ads_wing_holds(
    world: Any, client: Client
) -> None:
    page = client.get("/mes-donnees").content.decode()
    sites = page.split('<script id="sites" type="application/json">')[1]
    assert json.loads(sites.split("</script>")[0]) == {world.site.id: "leroyal"}
    assert "combien de fois chaque publicité y a été vue, pendant 30 jours" in page
    assert "« Tout effacer » l’efface aussi" in page


def test_purpose_basis_periods_and_recipients_are_told_to_everybody(
    world: Any, client: Client
) -> None:
    """GDPR art. 13(1)(c) and (e), 13(2)(a)."""
    page = client.get("/mes-donnees").content.decode()
    for told in ("Pourquoi, et combien de temps", "Votre accord", "six mois"):
        assert told in page
    window = rules_in_force(paris_date(now_ms())).window_days
    assert f"Une visite ne compte que {window} jours" in page
    assert "places de marché" in page


def test_only_cinemas_that_were_members_are_named(
    world: Any, client: Client, decide: Callable[[str], None]
) -> None:
    def named() -> set[str]:
        page = client.get("/mes-donnees").content.decode()
        found = re.findall(r'<script id="(?:cinemas|sites)"[^>]*>(.*?)</script>', page)
        assert len(found) == 2
        return {name for part in found for name in json.loads(part).values()}

    royal = {"Le Royal, Toulon", "leroyal"}
    cinemas.add_site(world.eldorado, "eldorado", ["https://eldorado.example"])
    pending = cinemas.add_cinema(world.people.royal, name="Rex", commune="Toulon")
    cinemas.add_site(pending, "rex", ["https://rex.example"])
    agreements.sign(
        "union_cinema",
        world.people.royal,
        "SCARE-2026-009",
        datetime.date(2026, 1, 1),
        cinema=pending,
    )
    assert named() == royal
    decide(pending.id)
    assert named() == royal | {"Rex, Toulon", "rex"}
    # Who leaves is still named to those who once visited.
    agreements.terminate(world.agreement, datetime.date(2026, 6, 1))
    assert named() >= royal


class Doors:
    """The pool and the ads wing, as far as the page asks; ``heard`` is in order."""

    def __init__(self, html: str, names: Any, pool: str, ads: str) -> None:
        self.html, self.names, self.pool, self.ads = html, names, pool, ads
        self.held: dict[str, Any] = {"known": False}
        self.broken: set[str] = set()
        self.heard: list[str] = []

    def answer(self, route: Route) -> None:
        request, shared = route.request, {"Access-Control-Allow-Credentials": "true"}
        shared["Access-Control-Allow-Origin"] = "http://portal.localhost"
        shared["Access-Control-Allow-Methods"] = "GET, POST, DELETE"
        url = request.url.split("#")[0]
        if url == PAGE:
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        elif url == f"{PAGE}/publicites":
            assert "cookie" not in request.headers
            route.fulfill(json=self.names)
        elif "/static/" in url:
            route.fulfill(path=STATIC / url.split("/static/")[1])
        elif url.startswith((self.pool, self.ads)):
            self._wing(route, f"{request.method} {url}", shared)
        else:
            route.fulfill(status=404)

    def _wing(self, route: Route, asked: str, shared: dict[str, str]) -> None:
        said = asked.replace(self.pool, "POOL").replace(self.ads, "ADS")
        if not said.startswith("OPTIONS"):
            self.heard.append(said)
        if said in self.broken:
            route.fulfill(status=503, headers=shared)
        elif said == "GET POOL/me":
            route.fulfill(json=self.held, headers=shared)
        elif said == f"GET POOL/me/erasures/{NUMBER}":
            places = [{"place": "pool", "done": "2026-11-30T11:00:00+00:00"}]
            places.append({"place": "ads_journal", "done": ""})
            told = {"number": NUMBER, "asked": "", "objects": False, "places": places}
            route.fulfill(json=told, headers=shared)
        elif "/erasures/" in said:
            route.fulfill(status=404, headers=shared)
        elif said.startswith("GET ADS/aid/"):
            route.fulfill(body=_GIF, content_type="image/gif")
        else:
            site = "/sites/" in said
            number, handover = ("", "") if site else (NUMBER, f"{self.ads}/aid/x")
            told = {"done": True, "number": number, "handover": handover}
            route.fulfill(json=told, headers=shared)


_GIF = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)


@pytest.fixture
def doors(world: Any, client: Client, settings: Settings) -> Doors:
    html = client.get("/mes-donnees").content.decode()
    asked = {"lines": [world.line.id], "campaigns": [world.campaign.id]}
    world.campaign.status = "live"
    world.campaign.save()
    named = client.post("/mes-donnees/publicites", asked, "application/json")
    toile = settings.TOILE
    return Doors(html, named.json(), toile.pool_url, toile.ads_url)


@pytest.fixture
def page(doors: Doors) -> Iterator[Page]:
    """A telephone's page, in French; Django has drawn its own before."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        phone = browser.new_context(
            viewport={"width": 390, "height": 844}, locale="fr-FR"
        )
        opened = phone.new_page()
        opened.route("**/*", doors.answer)
        yield opened
        browser.close()


@pytest.fixture
def held(world: Any) -> dict[str, Any]:
    """What the pool may hold of a browser."""
    return {
        "known": True,
        "visits": [{"cinema": world.royal.id, "count": 2, "last_day": "2026-11-20"}],
        "segments": ["aea"],
        "consents": [{"site": world.site.id, "until": "2027-05-23"}],
        "shown": [{"line": world.line.id, "count": 3, "last_day": "2026-11-21"}],
        "compared": [
            {
                "campaign": world.campaign.id,
                "held_out": True,
                "since": "2026-11-19",
                "looked_up": False,
            }
        ],
        "films": ["=tfilm"],
        "clicked": [{"campaign": world.campaign.id, "day": "2026-11-29"}],
    }


def barriers(page: Page) -> list[str]:
    return [broken["id"] for broken in Axe().run(page).response["violations"]]


def test_a_spectator_reads_what_is_held_and_why(
    world: Any, page: Page, doors: Doors, held: dict[str, Any]
) -> None:
    doors.held = held
    page.goto(PAGE)
    expect(page.get_by_role("cell", name="Le Royal, Toulon")).to_be_visible()
    expect(page.get_by_text("leroyal, jusqu’au 23 mai 2027")).to_be_visible()
    film, distributor = world.campaign.film.title, world.campaign.distributor.name
    card = page.get_by_role("heading", name="Publicités montrées ici").locator("..")
    expect(card.get_by_text(f"{film} – payée par {distributor}")).to_be_visible()
    expect(
        card.get_by_text("Montrée 3 fois ; la dernière, le 21 novembre")
    ).to_be_visible()
    card.get_by_text("Ce que le distributeur a demandé").click()
    expect(card.locator("dd").first).to_be_visible()
    expect(page.get_by_text(f"{film}, 29 novembre 2026")).to_be_visible()
    expect(page.get_by_text(f"{film}, depuis le 19 novembre 2026")).to_be_visible()
    assert barriers(page) == []
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not page.evaluate(wide), "the page scrolls sideways at 390 px"


def test_a_spectator_takes_what_is_held_away(
    world: Any, page: Page, doors: Doors, held: dict[str, Any]
) -> None:
    doors.held = held
    page.goto(PAGE)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Télécharger ce qui est gardé").click()
    assert taken.value.suggested_filename == "mes-donnees-toile.json"
    told = json.loads(Path(taken.value.path()).read_text())
    assert told["visits"] == [{"name": "Le Royal, Toulon", **held["visits"][0]}]
    assert told["consents"] == [{"name": "leroyal", **held["consents"][0]}]
    assert told["shown"][0]["distributor"] == world.campaign.distributor.name
    assert {key: len(told[key]) for key in held if key != "known"} == {
        key: 1 for key in held if key != "known"
    }
    with page.expect_download() as taken:
        page.get_by_role("link", name="Télécharger en tableau").click()
    assert taken.value.suggested_filename == "mes-donnees-toile.csv"
    text = Path(taken.value.path()).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["nature"] for row in rows] == [
        "visite",
        "segment",
        "accord",
        "publicité vue",
        "clic rémunéré",
        "écarté par tirage au sort",
        "page de film",
    ]
    assert rows[0]["nom"] == "Le Royal, Toulon"
    assert rows[-1]["nom"] == "'=tfilm", "a spreadsheet would run it"


def test_a_spectator_takes_one_yes_back_and_then_erases_by_keyboard(
    world: Any, page: Page, doors: Doors, held: dict[str, Any]
) -> None:
    doors.held = held
    page.goto(PAGE)
    one = page.get_by_role("button", name="Retirer pour ce cinéma – leroyal")
    one.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Cet accord est retiré")).to_be_visible()
    expect(one).to_have_count(0)
    assert doors.heard[-1] == f"DELETE POOL/me/sites/{world.site.id}"

    page.get_by_role("button", name="Tout effacer").focus()
    page.keyboard.press("Space")
    done = page.get_by_role("status").filter(has_text="7K2M-9QX4-T0AB-CDEF")
    expect(done).to_be_visible()
    expect(done).to_be_focused()
    erased = doors.heard[doors.heard.index("DELETE POOL/me") :]
    assert erased[:2] == ["DELETE POOL/me", "GET ADS/aid/x"]
    # In it exchanges are asked to forget as well.
    expect(page.locator("iframe[hidden]")).to_have_attribute(
        "src", re.compile("/unsync")
    )
    assert barriers(page) == []


def test_a_spectator_objects_and_comes_back(
    page: Page, doors: Doors, held: dict[str, Any]
) -> None:
    doors.held = held
    page.goto(PAGE)
    page.get_by_role("button", name="M’opposer pour toujours").click()
    expect(page.get_by_text("ne sera plus jamais reconnu")).to_be_visible()
    deeds = [said for said in doors.heard if not said.startswith("GET")]
    assert deeds == ["POST ADS/optout", "POST POOL/me/optout"]
    doors.held = {"known": False, "objects": True}
    page.goto(PAGE)
    expect(page.get_by_role("heading", name="Vous vous êtes opposé·e")).to_be_visible()
    expect(page.get_by_role("button", name="M’opposer")).to_be_hidden()
    assert barriers(page) == []
    doors.held = {"known": False}
    page.get_by_role("button", name="Revenir sur mon opposition").click()
    expect(page.get_by_text("Rien n’est gardé sur ce navigateur")).to_be_visible()


def test_an_erasure_is_followed_by_its_number(page: Page, doors: Doors) -> None:
    page.goto(f"{PAGE}#effacement-{NUMBER}")
    expect(page.get_by_text("Visites et accords : fait le 30 novembre")).to_be_visible()
    expect(page.get_by_text("Archives de la régie : en cours")).to_be_visible()
    page.get_by_label("Numéro de l’effacement").fill("0000")
    page.get_by_role("button", name="Suivre").click()
    expect(page.get_by_text("ne porte ce numéro")).to_be_visible()


@pytest.mark.parametrize("at", ["POST ADS/optout", "POST POOL/me/optout"])
def test_what_failed_is_said(
    page: Page, doors: Doors, held: dict[str, Any], at: str
) -> None:
    doors.held, doors.broken = held, {at}
    page.goto(PAGE)
    page.get_by_role("button", name="M’opposer pour toujours").click()
    expect(page.get_by_role("alert")).to_contain_text("n’a pas abouti")


def test_a_pool_that_is_away_and_blocked_cookies_have_clear_words(
    page: Page, doors: Doors
) -> None:
    doors.broken = {"GET POOL/me"}
    page.goto(PAGE)
    expect(page.get_by_role("alert")).to_contain_text("n’a pas pu être lu")
    doors.broken = set()
    page.goto(PAGE)
    expect(page.get_by_text("Si ce navigateur bloque les cookies")).to_be_visible()
    page.add_init_script(
        "Object.defineProperty(navigator, 'cookieEnabled', { get: () => false })"
    )
    page.goto(PAGE)
    expect(page.get_by_text("n’accepte aucun cookie")).to_be_visible()
    assert barriers(page) == []


def test_the_portal_names_ads_by_their_ids_alone(world: Any, client: Client) -> None:
    def told(body: Any, status: int = 200) -> Any:
        answer = client.post("/mes-donnees/publicites", body, "application/json")
        assert answer.status_code == status
        assert not answer.cookies
        return answer.json()

    line, campaign = world.line.id, world.campaign.id
    nothing = {"lines": {}, "campaigns": {}}
    assert told({}) == nothing
    assert told({"lines": ["0" * 26], "campaigns": ["x"]}) == nothing
    # What is still a draft was shown to nobody.
    world.campaign.status = "draft"
    world.campaign.save()
    assert told({"lines": [line], "campaigns": [campaign]}) == nothing
    world.campaign.status = "live"
    world.campaign.save()
    found = told({"lines": [line], "campaigns": [campaign]})
    assert found["lines"][line]["film"] == found["campaigns"][campaign]["film"]
    assert ["Salles Art et Essai", "oui"] in found["lines"][line]["criteria"]
    for wrong in ("[", {"lines": "x"}, {"lines": ["x" * 27]}, {"lines": ["x"] * 501}):
        told(wrong, 400)
