"""A message to all the members: written, sent, and seen leaving, in a browser."""

import re
import threading
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys import Journey, fits
from toile.portal.jobs.runner import Runner
from toile.portal.mail.models import Mail

pytestmark = pytest.mark.slow


def do_the_jobs() -> None:
    """Do what waits, if sending waits for somebody to do it."""
    runner = Runner(threading.Event())
    while runner.look_for_a_job():
        pass


def test_a_message_to_all_is_in_the_outbox(journey: Journey, world: Any) -> None:
    page = journey.page("scare")
    page.goto("/messages/nouveau/")
    page.get_by_label("Objet").fill("Assemblée générale 🎬")
    page.get_by_label("Texte").fill("Le **12 décembre**, à 9 h.")
    fits(page)
    page.get_by_role("button", name="Enregistrer et relire").click()
    page.get_by_text("Envoyer…").click()
    page.get_by_role("button", name="Envoyer maintenant").click()
    expect(page.get_by_role("status").first).to_be_visible()
    do_the_jobs()
    page.goto("/messages/")
    page.get_by_role("link", name="Assemblée générale 🎬").click()
    expect(page.get_by_role("main")).to_contain_text("Qui l’a reçu")
    expect(page.get_by_role("row", name=re.compile("royal@toile.test"))).to_be_visible()
    fits(page)
    told = Mail.objects.filter(kind="message").values_list("recipient", flat=True)
    assert set(told) == {"royal@toile.test", "royal_editor@toile.test"}
    # The outbox tells the operator whom it reached; the words are not its own.
    outbox = journey.page("klox")
    outbox.goto("/exploitation/")
    expect(
        outbox.get_by_role(
            "row", name=re.compile("royal@toile.test Assemblée générale")
        )
    ).to_be_visible()
    expect(outbox.get_by_role("main")).not_to_contain_text("12 décembre")
    fits(outbox)
