"""What the union answers, and how those who asked read it, each in a browser."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from journeys import Journey, fits
from toile.portal.agreements import services as agreements
from toile.portal.agreements.models import Agreement
from toile.portal.approvals.models import Approval
from toile.portal.cinemas import services as cinemas
from toile.portal.films import services as films
from toile.wire.clock import now_ms, paris_date

pytestmark = pytest.mark.slow
WHY = "La fiche Allociné est celle d’un autre film 🎬"


def answer(page: Page, name: str, button: str, said: str, comment: str = "") -> None:
    """Decide on one request of the queue."""
    page.goto("/accords/")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(name))
    if comment:
        page.get_by_label(re.compile("Commentaire")).fill(comment)
    fits(page)
    page.get_by_role("button", name=button, exact=True).click()
    page.goto("/accords/decisions/")
    expect(page.get_by_role("row", name=re.compile(f"{name}.*{said}"))).to_be_visible()
    fits(page)


def test_a_distributor_reads_the_refusal_then_the_yes(
    journey: Journey, world: Any
) -> None:
    film = films.add_film(world.people.condor, title="Pamfir", allocine_id=1)
    union, condor = journey.page("scare"), journey.page("condor")
    answer(union, "Pamfir", "Refuser", "refusé", WHY)
    condor.goto("/films/")
    condor.get_by_role("link", name="Pamfir").click()
    expect(condor.get_by_role("main")).to_contain_text("Le syndicat demande des")
    expect(condor.locator(".alert", has_text=WHY)).to_be_visible()
    fits(condor)
    # Mended, the film goes back to the union by itself.
    condor.get_by_role("link", name="Modifier", exact=True).click()
    condor.get_by_label("Page Allociné").fill("293016")
    condor.get_by_role("button", name=re.compile("Enregistrer")).click()
    expect(condor.get_by_text("En attente", exact=True)).to_be_visible()
    answer(union, "Pamfir", "Accorder", "accordé")
    condor.goto(f"/films/{film.id}/")
    expect(condor.locator(".alert", has_text=WHY)).to_have_count(0)
    expect(condor.get_by_role("main")).to_contain_text("Accordé")
    found = Approval.objects.filter(subject_id=film.id).order_by("requested_at")
    assert [one.status for one in found] == ["refused", "approved"]


def test_a_cinema_reads_why_it_may_not_enter(journey: Journey, world: Any) -> None:
    town = world.people.eldorado
    cinema = cinemas.add_cinema(town, name="Le Darcy", commune="Dijon")
    agreements.sign(
        Agreement.Kind.UNION_CINEMA,
        town,
        "SCARE-2026-002",
        paris_date(now_ms()),
        cinema=cinema,
    )
    answer(
        journey.page("scare"), "Le Darcy", "Refuser", "refusé", "Joignez le classement."
    )
    page = journey.page("eldorado")
    page.goto("/cinemas/")
    page.get_by_role("link", name="Le Darcy").click()
    alert = page.get_by_role("alert").filter(has_text="Joignez le classement.")
    expect(alert).to_contain_text("Le syndicat a refusé l’entrée de votre cinéma")
    fits(page)
