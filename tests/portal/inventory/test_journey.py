"""The operator writes down where ads may stand, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from journeys import Journey, fits
from toile.portal.inventory.models import Deal, Placement

pytestmark = pytest.mark.slow


def test_from_a_new_publisher_to_the_lines_it_pastes(journey: Journey) -> None:
    page = journey.page("klox")
    page.goto("/emplacements/")
    page.get_by_role("link", name="Supports", exact=True).click()
    page.get_by_role("link", name="Ajouter un support").click()
    page.get_by_label("Nom du support").fill("Mediapart")
    page.get_by_label("Adresses du site").fill("mediapart")
    page.get_by_role("button", name="Inscrire le support").click()
    expect(page.locator(".field .fault")).to_contain_text("« mediapart »")
    expect(page.get_by_label("Nom du support")).to_have_value("Mediapart")
    page.get_by_label("Adresses du site").fill("https://www.mediapart.example/")
    fits(page)
    page.get_by_role("button", name="Inscrire le support").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mediapart")
    expect(
        page.get_by_text("https://www.mediapart.example", exact=True)
    ).to_be_visible()
    _open_a_place(page)
    place = Placement.objects.get(publisher__name="Mediapart")
    assert (place.format, place.width, place.height) == ("insert", 970, 250)
    assert place.floor_micros == 4_500_000
    lines = page.locator(".copy code").first
    expect(lines).to_contain_text(f'data-toile="{place.key}"')
    page.goto("/emplacements/")
    row = page.get_by_role("row", name=re.compile("Mediapart"))
    expect(row).to_contain_text("4,50")


def _open_a_place(page: Page) -> None:
    page.get_by_role("link", name="Ajouter un emplacement").click()
    expect(page.get_by_label("Support")).to_have_text(re.compile("Mediapart"))
    page.get_by_label("Nom de l’emplacement").fill("Haut de page 🎬")
    page.get_by_role("radio", name="encart").check()
    page.get_by_label("Largeur (pixels)").fill("970")
    page.get_by_label("Hauteur (pixels)").fill("250")
    page.get_by_label("Prix plancher").fill("quatre")
    page.get_by_role("button", name="Ouvrir l’emplacement").click()
    expect(page.locator(".field .fault")).to_contain_text("montant en euros")
    expect(page.get_by_label("Nom de l’emplacement")).to_have_value("Haut de page 🎬")
    page.get_by_label("Prix plancher").fill("4,50 €")
    fits(page)
    page.get_by_role("button", name="Ouvrir l’emplacement").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Haut de page 🎬")
    expect(page.get_by_text("Aucune demande n’est encore venue")).to_be_visible()
    fits(page)


def test_from_a_new_exchange_to_its_deal(journey: Journey) -> None:
    page = journey.page("klox")
    page.goto("/places-de-marche/")
    # A deal needs its exchange: the portal asks for that first.
    page.get_by_role("link", name="Ajouter un deal").click()
    expect(page.get_by_text("Ajoutez d’abord la place de marché")).to_be_visible()
    page.get_by_label("Nom", exact=True).fill("Equativ")
    page.get_by_label("Nom court").fill("equativ")
    page.get_by_label("Siège d’acheteur").fill("klox-17")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("La place de marché est inscrite.")).to_be_visible()
    expect(page.get_by_text("montré cette seule fois")).to_be_visible()
    fits(page)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Equativ")
    expect(page.get_by_text("montré cette seule fois")).to_have_count(0)
    page.get_by_role("link", name="Ajouter un deal").click()
    page.get_by_label("Place de marché").select_option(label="Equativ")
    page.get_by_label("Identifiant du deal").fill("EQ-1")
    page.get_by_label("Nom", exact=True).fill("Matinale")
    page.get_by_label("Prix plancher").fill("6")
    page.get_by_label("Premier jour").fill("2026-12-31")
    page.get_by_label("Dernier jour").fill("2026-12-01")
    fits(page)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".field .fault")).to_contain_text("vient avant le premier")
    expect(page.get_by_label("Identifiant du deal")).to_have_value("EQ-1")
    page.get_by_label("Dernier jour").fill("2027-01-31")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Le deal est noté.")).to_be_visible()
    row = page.get_by_role("row", name=re.compile("Matinale"))
    expect(row).to_contain_text("Equativ")
    expect(row).to_contain_text("6,00")
    fits(page)
    deal = Deal.objects.get()
    assert (deal.code, deal.exchange.slug, deal.floor_micros) == (
        "EQ-1",
        "equativ",
        6_000_000,
    )
