"""A cinema rests, comes back, leaves, and thinks better of it, in a real browser."""

import datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from journeys import Journey, fits
from toile.portal.agreements.selectors import cinemas_in_force, member_sites
from toile.portal.mail.models import Mail
from toile.wire.clock import now_ms, paris_date

pytestmark = pytest.mark.slow


def soon(days: int) -> datetime.date:
    return paris_date(now_ms()) + datetime.timedelta(days=days)


def participation(journey: Journey, world: Any) -> Page:
    """Open the page as its manager does: from the cinema's own."""
    page = journey.page("royal")
    page.goto(f"/cinemas/{world.royal.id}/")
    page.get_by_role("link", name="Participation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Participation")
    return page


def test_the_collection_rests_and_goes_on(journey: Journey, world: Any) -> None:
    page = participation(journey, world)
    page.get_by_label("Raison").fill("Travaux 🎬")
    page.get_by_label("Reprise le").fill(soon(0).isoformat())
    page.get_by_role("button", name="Mettre la collecte en pause").click()
    expect(page.locator(".field .fault")).to_contain_text("demain ou après")
    expect(page.get_by_label("Raison")).to_have_value("Travaux 🎬")
    page.get_by_label("Reprise le").fill(soon(7).isoformat())
    fits(page)
    page.get_by_role("button", name="Mettre la collecte en pause").click()
    expect(page.get_by_text("La collecte s’arrête dans la minute.")).to_be_visible()
    expect(page.get_by_text("Raison : Travaux 🎬")).to_be_visible()
    assert (member_sites(soon(0)), len(member_sites(soon(7)))) == ([], 1)
    fits(page)
    page.get_by_role("button", name="Reprendre maintenant").click()
    expect(page.get_by_text("La collecte reprend dans la minute.")).to_be_visible()
    expect(page.get_by_text("ouverte", exact=True)).to_be_visible()
    assert len(member_sites(soon(0))) == 1


def test_a_cinema_leaves_with_its_data_and_thinks_better_of_it(
    journey: Journey, world: Any
) -> None:
    page = participation(journey, world)
    name, content = journey.download(page.get_by_role("link", name="Télécharger"))
    assert (name.endswith(".zip"), content[:2]) == (True, b"PK")
    page.get_by_text("Partir…", exact=True).click()
    page.get_by_label("Départ le").fill(soon(-1).isoformat())
    page.get_by_label("Pourquoi partez-vous ?").fill("Vente du fonds")
    page.get_by_label("et je pars").check()
    page.get_by_role("button", name="Confirmer le départ").click()
    expect(page.locator(".field .fault")).to_contain_text(
        "aujourd’hui ou un jour à venir"
    )
    expect(page.get_by_label("Pourquoi partez-vous ?")).to_have_value("Vente du fonds")
    page.get_by_label("Départ le").fill(soon(7).isoformat())
    fits(page)
    page.get_by_role("button", name="Confirmer le départ").click()
    stay = page.get_by_role("button", name="Finalement, nous restons")
    expect(stay).to_be_visible()
    fits(page)
    assert world.royal.id in cinemas_in_force(soon(6))
    assert world.royal.id not in cinemas_in_force(soon(7))
    told = Mail.objects.get(template="members/leaving_union")
    assert (told.recipient, "Vente du fonds" in told.text) == ("scare@toile.test", True)
    stay.click()
    expect(page.get_by_text("Partir…", exact=True)).to_be_visible()
    assert world.royal.id in cinemas_in_force(soon(7))
