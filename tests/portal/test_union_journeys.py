"""The union's delegate at work in a real browser, at a desk and on a phone."""

import datetime
import re
import threading
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from journeys import Journey, fits
from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.approvals.models import Approval
from toile.portal.cinemas.services import put_site_figures
from toile.portal.circulars.models import Circular
from toile.portal.films import services as films
from toile.portal.jobs.runner import Runner
from toile.portal.mail.models import Mail
from toile.wire.clock import now_ms, paris_date

pytestmark = pytest.mark.slow


@pytest.fixture
def page(journey: Journey) -> Page:
    """A browser in which SCARE's owner is signed in."""
    return journey.page("scare")


def test_the_queue_is_worked_through_by_hand_and_by_keys(
    page: Page, world: Any
) -> None:
    today = paris_date(now_ms())
    put_site_figures(world.site.id, today, visits=9, consents=3, refusals=2)
    for number, title in enumerate(("Pamfir", "Aftersun"), start=1):
        films.add_film(world.people.condor, title=title, allocine_id=number)
    page.goto("/accords/")
    page.get_by_role("link", name="Pamfir").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Aftersun")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pamfir")
    fits(page)
    page.get_by_role("button", name="Refuser").click()
    expect(page.locator("[data-faults], .fault").first).to_be_visible()
    page.get_by_label(re.compile("Commentaire")).fill("Déjà sorti 🎬")
    page.get_by_role("button", name="Refuser").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aftersun")
    page.get_by_text("Poser une question").click()
    page.get_by_label("Votre message").fill("Quelle version ?")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Quelle version ?")).to_be_visible()
    page.get_by_role("button", name="Accorder").click()
    expect(page.get_by_text("Tout est traité")).to_be_visible()
    status = dict(Approval.objects.values_list("subject_name", "status"))
    assert (status["Pamfir"], status["Aftersun"]) == ("refused", "approved")


def test_a_silent_site_is_suspended_and_let_back(page: Page, world: Any) -> None:
    page.goto("/accords/?genre=site")
    page.get_by_role("link", name=re.compile("leroyal")).click()
    expect(page.get_by_text("Aucune visite depuis 14 jours")).to_be_visible()
    fits(page)
    page.get_by_label("Motif").fill("Le pixel a disparu.")
    page.get_by_role("button", name="Suspendre").click()
    page.get_by_role("link", name=re.compile("leroyal")).click()
    expect(page.get_by_text("Le pixel a disparu.")).to_be_visible()
    page.get_by_label("Motif").fill("Le voilà.")
    page.get_by_role("button", name="Lever la suspension").click()
    expect(page.get_by_text("est levée")).to_be_visible()


def test_rules_are_written_and_carried_into_the_contracts(
    page: Page, world: Any
) -> None:
    start = paris_date(now_ms()) + datetime.timedelta(days=20)
    page.goto("/regles/")
    page.get_by_role("link", name="Écrire de nouvelles règles").click()
    page.get_by_label("Compte à partir du").fill(start.isoformat())
    page.get_by_label("Fenêtre d’attribution, en jours").fill("60")
    page.get_by_label("Plus petite case d’un bilan").fill("60")
    page.get_by_label("Pourquoi ce changement").fill("Assemblée du 14 novembre")
    page.get_by_role("button", name="Écrire ces règles").click()
    page.get_by_role("link", name="Les porter dans les conventions").click()
    expect(page.get_by_text(re.compile("1 convention, à partir du"))).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Enregistrer 1 avenant").click()
    expect(page.get_by_text("1 avenant enregistré")).to_be_visible()
    assert cinemas_in_force(start)[world.royal.id].window_days == 60


def test_a_message_is_written_seen_and_sent_once(page: Page, world: Any) -> None:
    page.goto("/messages/")
    page.get_by_role("link", name="Écrire un message").click()
    page.get_by_label("Objet").fill("Assemblée générale")
    page.get_by_label("Texte").fill("Le **12 décembre**.\n\n- accueil à 9 h")
    page.get_by_role("button", name="Enregistrer et relire").click()
    expect(page.locator(".as-mail strong")).to_have_text("12 décembre")
    expect(page.get_by_text("2 adresses", exact=True)).to_be_visible()
    fits(page)
    page.get_by_role("button", name="M’envoyer un essai").click()
    expect(page.get_by_text("Un essai part à scare@toile.test")).to_be_visible()
    page.get_by_text("Envoyer…").click()
    page.get_by_role("button", name="Envoyer maintenant").click()
    expect(page.get_by_text("Le message part à 2 adresses")).to_be_visible()
    runner = Runner(threading.Event())
    while runner.look_for_a_job():
        pass
    page.reload()
    expect(page.get_by_text("envoi en cours")).to_have_count(0)
    assert Circular.objects.get().state == "sent"
    assert Mail.objects.filter(kind="message").count() == 2
