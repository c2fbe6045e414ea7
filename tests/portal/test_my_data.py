"""« Mes données » as a person reads it: what the pool answers, put in words."""

import datetime
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Route, expect, sync_playwright
from pytest_django import Settings

from toile.portal.agreements import services as agreements
from toile.portal.cinemas import services as cinemas

PAGE = "http://portal.localhost/mes-donnees"
SCRIPT = (
    Path(__file__).parents[2] / "src/toile/portal/ui/static/ui/portal.js"
).read_text()


def test_the_page_names_sites_and_what_the_ads_wing_holds(
    world: Any, client: Client
) -> None:
    page = client.get("/mes-donnees").content.decode()
    sites = page.split('<script id="sites" type="application/json">')[1]
    assert json.loads(sites.split("</script>")[0]) == {world.site.id: "leroyal"}
    assert "combien de fois chaque publicité y a été vue, pendant 30 jours" in page
    assert "« Tout effacer » l’efface aussi" in page


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


@pytest.mark.parametrize("consenting", [True, False])
def test_a_spectator_reads_where_and_until_when_a_yes_holds(
    world: Any, client: Client, settings: Settings, consenting: bool
) -> None:
    html = client.get("/mes-donnees").content.decode()
    held: dict[str, Any] = {
        "known": True,
        "visits": [{"cinema": world.royal.id, "count": 2, "last_day": "2026-11-20"}],
        "segments": ["aea"],
    }
    if consenting:
        held["consents"] = [{"site": world.site.id, "until": "2027-05-23"}]

    def answer(route: Route) -> None:
        url = route.request.url
        if url == PAGE:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif url.endswith("portal.js"):
            route.fulfill(body=SCRIPT, content_type="text/javascript")
        elif url == f"{settings.TOILE.pool_url}/me":
            shared = {
                "Access-Control-Allow-Origin": "http://portal.localhost",
                "Access-Control-Allow-Credentials": "true",
            }
            route.fulfill(json=held, headers=shared)
        else:
            route.fulfill(status=404)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        page.route("**/*", answer)
        page.goto(PAGE)
        expect(page.get_by_text("Le Royal, Toulon")).to_be_visible()
        agreed = page.get_by_role("heading", name="Vos accords en cours")
        expect(agreed).to_be_visible(visible=consenting)
        until = page.get_by_text("leroyal, jusqu’au 23 mai 2027")
        expect(until).to_have_count(1 if consenting else 0)
        with page.expect_download() as taken:
            page.get_by_role("link", name="Télécharger ce qui est gardé").click()
        browser_copy = json.loads(Path(taken.value.path()).read_text())
        assert taken.value.suggested_filename == "mes-donnees-toile.json"
        visit = {"name": "Le Royal, Toulon", **held["visits"][0]}
        consents = [{"name": "leroyal", **one} for one in held.get("consents", [])]
        assert browser_copy == {**held, "visits": [visit], "consents": consents}
        browser.close()
