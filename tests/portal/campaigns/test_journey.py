"""From a film to the union, as a press officer does it: on a desk, on a phone, without
script.
"""

import datetime
import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from emptying import empty_the_database
from toile.portal.campaigns import services
from toile.portal.campaigns.models import Campaign, LineItem, Master, ReachCell
from toile.portal.films.catalogue.importing import import_list
from toile.portal.films.models import Film
from toile.portal.inventory.models import SupplyDay
from toile.portal.inventory.services import put_supply

CNC = "VISA;TITRE;REALISATEUR;Date\n146225;Cold war;PAWLIKOWSKI Pawel;2018\n"
LOOKS = [(1280, True), (390, True), (1280, False)]


@dataclass(frozen=True)
class Desk:
    """A browser at the portal, in which Condor is signed in."""

    url: str
    browser: Browser
    client: Client

    def page(self, width: int, *, scripts: bool) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale="fr-FR",
        )
        name = django_settings.SESSION_COOKIE_NAME
        value = self.client.cookies[name].value
        context.add_cookies([{"name": name, "value": value, "url": self.url}])
        return context.new_page()


@pytest.fixture
def desk(
    transactional_db: None,
    live_server: LiveServer,
    world: Any,
    sign_in: Callable[[str], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Desk]:
    # Playwright keeps an event loop in this thread, where Django then refuses to ask
    # the database; nothing runs beside it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    import_list(CNC.encode(), "cnc.csv")
    _observe(world)
    client = sign_in("condor")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        yield Desk(live_server.url, browser, client)
        browser.close()
        empty_the_database()


def _observe(world: Any) -> None:
    """Two weeks of requests for the one place, and a pool that is counted."""
    ReachCell.objects.create(segment="aea", ids=8_000, counted_at=timezone.now())
    today = timezone.localdate()
    days = [today - datetime.timedelta(days=back) for back in range(1, 15)]
    put_supply(
        made
        for day in days
        for made in (
            SupplyDay(
                placement=world.placement,
                day=day,
                requests=5_000,
                members=900,
                bands=[900] * 6,
            ),
            SupplyDay(
                placement=world.placement, day=day, departement="83", requests=1_000
            ),
        )
    )


def poster(folder: Path) -> Path:
    out = io.BytesIO()
    Image.effect_noise((800, 1_200), 60).convert("RGB").save(out, "JPEG")
    file = folder / "affiche.jpg"
    file.write_bytes(out.getvalue())
    return file


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scripts"), LOOKS)
def test_from_a_film_to_the_union(
    desk: Desk, tmp_path: Path, width: int, scripts: bool
) -> None:
    page = desk.page(width, scripts=scripts)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    _add_the_film(page, desk.url)
    _give_the_poster(page, tmp_path)
    _begin(page)
    _choose(page, scripts=scripts)
    _make_a_creative(page)
    _spend(page, scripts=scripts)
    campaign = Campaign.objects.get(name="Sortie 🎬")
    page.get_by_label("Un mot au syndicat").fill("Bonjour.")
    page.get_by_role("button", name="Soumettre au syndicat").click()
    expect(page.get_by_text("Bonjour.")).to_be_visible()
    campaign.refresh_from_db()
    assert campaign.status == "submitted"
    line = LineItem.objects.get(flight__campaign=campaign)
    assert (line.budget_micros, line.price_micros) == (800_000_000, 9_500_000)
    assert line.geography == [{"country": "FR", "departement": "83"}]
    assert faults == []


def _add_the_film(page: Page, url: str) -> None:
    page.goto(f"{url}/films/nouveau/")
    page.get_by_label("Titre ou réalisation").fill("pawlikowski cold")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name="Cold war").click()
    page.get_by_label("Page Allociné").fill("https://www.allocine.fr/film/x")
    page.get_by_role("button", name="Ajouter et demander l’accord").click()
    expect(page.locator(".fault")).to_contain_text("n’est pas celle d’un film")
    expect(page.get_by_label("Réalisation", exact=False).last).to_have_value(
        "Pawel Pawlikowski"
    )
    page.get_by_label("Page Allociné").fill("240850")
    page.get_by_role("button", name="Ajouter et demander l’accord").click()
    expect(page.get_by_role("heading", name="Cold war")).to_be_visible()
    assert Film.objects.get(visa="146225").allocine_id == 240850


def _give_the_poster(page: Page, folder: Path) -> None:
    page.get_by_role("link", name="Affiche et bande-annonce").click()
    page.locator("input[type=file]").first.set_input_files(poster(folder))
    page.get_by_role("button", name="Envoyer l’affiche").click()
    expect(page.get_by_text("Le fichier est reçu")).to_be_visible()
    services.make_renditions(Master.objects.get().id, lambda _part: None)
    page.reload()
    expect(page.get_by_text("300x250")).to_be_visible()
    page.get_by_role("link", name="Retour au film").click()


def _begin(page: Page) -> None:
    page.get_by_role("link", name="Préparer une campagne").click()
    page.get_by_label("Nom de la campagne").fill("Sortie 🎬")
    page.get_by_role("button", name="Commencer").click()
    # The proposed dates are taken; going back later finds them again.
    first = page.get_by_label("Premier jour").input_value()
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.get_by_role("link", name="Dates").click()
    expect(page.get_by_label("Premier jour")).to_have_value(first)
    page.get_by_role("button", name="Enregistrer et continuer").click()


def _choose(page: Page, *, scripts: bool) -> None:
    expect(page.get_by_label("Option Salles Art et Essai")).to_be_checked()
    region = page.locator("summary", has_text="Provence-Alpes-Côte d'Azur")
    region.click()
    page.get_by_label("Var (83)").check()
    chosen = page.get_by_label("des régions ou des départements")
    if scripts:
        expect(chosen).to_be_checked()
        # A fifth of what was asked came from the Var, and so of the 8 000 spectators.
        expect(page.locator("#prevision")).to_contain_text("1 600")
    else:
        chosen.check()
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.get_by_label("Encart").check()
    page.get_by_role("button", name="Enregistrer et continuer").click()


def _make_a_creative(page: Page) -> None:
    page.get_by_role("button", name="Créer à partir des fichiers du film").click()
    expect(page.locator("iframe")).to_have_attribute("width", "300")
    page.get_by_role("link", name="Continuer", exact=True).click()


def _spend(page: Page, *, scripts: bool) -> None:
    page.get_by_label("Budget d’affichage").fill("12")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.locator(".fault")).to_contain_text("Au moins 50,00")
    page.get_by_label("Budget d’affichage").fill("800")
    if scripts:
        expect(page.locator("#prevision")).to_contain_text("sur 800,00")
        expect(page.locator("#prevision .uplot").first).to_be_visible()
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.get_by_text("Tout y est.")).to_be_visible()
