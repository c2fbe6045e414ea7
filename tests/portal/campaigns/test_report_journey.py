"""The distributor's report: its tabs, its files, its paper, its links, in a browser."""

import csv
import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from clock import NOON
from journeys import Journey, fits
from pdf_text import text_of
from reported import A_WEEK, fill
from toile.portal.campaigns.models import Campaign

pytestmark = pytest.mark.slow


@pytest.fixture
def report(journey: Journey, world: Any) -> Page:
    """Condor's live campaign, open at its report."""
    fill(world)
    Campaign.objects.filter(pk=world.campaign.pk).update(status="live")
    page = journey.page("condor")
    page.goto("/campagnes/")
    page.get_by_role("link", name="Sortie nationale").click()
    return page


def impressions(page: Page) -> Any:
    name = page.locator("dt", has_text=re.compile(r"^\s*Impressions"))
    return page.locator(".figure").filter(has=name).locator("dd").first


def test_each_tab_of_a_campaign_opens(report: Page) -> None:
    faults: list[str] = []
    report.on("pageerror", lambda error: faults.append(str(error)))
    tabs = report.get_by_role("navigation", name="Pages de la campagne")
    for tab, said in {
        "Réglages": "Film et dates",
        "Créations": "Affiche",
        "Échanges": "Échanges avec le syndicat",
        "Bilan": "De l’affichage à la page du film",
    }.items():
        tabs.get_by_role("link", name=tab).click()
        expect(tabs.locator("[aria-current]")).to_have_text(tab)
        expect(report.get_by_text(said).first).to_be_visible()
        fits(report)
    expect(impressions(report)).to_have_text(re.compile(r"39\s200"))
    # A shorter period is asked for, and answered, on the same page.
    report.get_by_label("Période").last.select_option(label="dates choisies")
    first = (NOON - A_WEEK).date().isoformat()
    report.get_by_label("Du", exact=True).fill(first)
    report.get_by_label("Au", exact=True).fill(first)
    report.get_by_role("button", name="Montrer").click()
    expect(impressions(report)).to_have_text(re.compile(r"4\s200"))
    assert faults == []


def test_the_files_and_the_paper_say_what_the_page_says(
    report: Page, journey: Journey
) -> None:
    expect(impressions(report)).to_have_text(re.compile(r"39\s200"))
    bar = report.locator(".report-bar")
    name, content = journey.download(bar.get_by_role("link", name="CSV"))
    assert re.fullmatch(r"bilan-sortie-nationale-[\d-]{10}\.csv", name)
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    alone = {row["Mesure"]: row["Valeur"] for row in rows if row["Ligne"] == ""}
    assert (alone["Campagne"], alone["Impressions"]) == ("Sortie nationale", "39200")
    _name, content = journey.download(bar.get_by_role("link", name="XLSX"))
    book = load_workbook(io.BytesIO(content))
    told = {row[0]: row[1] for row in book["Ensemble"].values}
    assert (told["Campagne"], told["Impressions"]) == ("Sortie nationale", 39_200)
    assert {"Jours", "Sites", "Départements"} <= set(book.sheetnames)
    # Chromium shows a PDF in a viewer of its own; what it fetched is read here.
    link = bar.get_by_role("link", name="PDF").get_attribute("href")
    paper = report.request.get(link or "")
    assert paper.headers["content-type"] == "application/pdf"
    words = " ".join(text_of(paper.body()).split())
    assert ("39 200" in words, "Sortie nationale" in words) == (True, True)


def test_a_link_opens_for_a_stranger_until_it_is_revoked(
    report: Page, journey: Journey
) -> None:
    report.get_by_role("link", name="Partager…").click()
    report.get_by_label("Pour qui").fill("Presse 🎬")
    fits(report)
    report.get_by_role("button", name="Créer le lien").click()
    address = report.locator(".copy code").inner_text()
    fits(report)
    stranger = journey.page()
    stranger.goto(address)
    expect(impressions(stranger)).to_have_text(re.compile(r"39\s200"))
    expect(stranger.get_by_role("main")).not_to_contain_text("€")
    expect(stranger.locator("form[method=post]")).to_have_count(0)
    assert stranger.context.cookies() == []
    fits(stranger)
    report.get_by_text("Révoquer", exact=True).click()
    report.get_by_role("button", name="Révoquer « Presse 🎬 »").click()
    expect(report.get_by_text("il n’ouvre plus rien")).to_be_visible()
    closed = stranger.reload()
    assert closed is not None
    assert closed.status == 410
    expect(stranger.get_by_text("Condor l’a révoqué")).to_be_visible()
    assert stranger.goto(f"/partage/{'a' * 43}/").status == 404  # type: ignore[union-attr]
