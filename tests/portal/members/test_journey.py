"""Joining in a real browser: with scripts on a desk, without them on a phone."""

import re
import shutil
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connections
from django.test import Client
from playwright.sync_api import Page, Route, expect, sync_playwright

from members.conftest import EMAIL, IDENTITY, PASSWORD, RIB
from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.cinemas import services as cinemas
from toile.portal.cinemas.models import Site
from toile.portal.mail.models import Mail
from toile.wire.clock import now_ms, paris_date

ORIGIN = "http://portal.localhost"
LOOKS = [(1280, True), (390, False)]


@pytest.fixture
def database(db: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The test's own connection, for the loop that Playwright runs in this thread.

    Django takes that loop for a stranger, and would open a second one in it.
    """
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    return connections["default"]


class Portal:
    """The portal behind a browser, without a server: the test's database is its own.

    The ledger and the proofs refuse to be emptied, so that no test may leave any.
    """

    def __init__(self, database: Any) -> None:
        self._client = Client()
        self._database = database
        connections["default"] = database

    def answer(self, route: Route) -> None:
        asked = route.request
        path = asked.url.removeprefix(ORIGIN)
        if path.startswith("/static/"):
            route.fulfill(path=finders.find(path.removeprefix("/static/")))
            return
        connections["default"] = self._database
        said = self._client.generic(
            asked.method,
            path,
            asked.post_data_buffer or b"",
            content_type=asked.headers.get("content-type", "text/plain"),
            headers={name: asked.headers[name] for name in HEARD & {*asked.headers}},
        )
        if said.status_code == 302:
            # A redirect that is made up is not followed through here: the page is.
            to = f'<meta http-equiv="refresh" content="0;url={said.url}">'
            route.fulfill(body=to, content_type="text/html")
            return
        route.fulfill(
            status=said.status_code,
            body=said.content,
            headers=dict(said.headers.items()),
        )


HEARD = {"hx-request", "hx-target", "hx-current-url"}


def link() -> str:
    found = re.search(r"/rejoindre/confirmer/\S+", Mail.objects.latest("made_at").text)
    assert found
    return found[0]


def find_and_confirm(page: Page) -> None:
    page.goto(f"{ORIGIN}/rejoindre/")
    page.get_by_label("Nom, commune ou numéro").fill("  PAGNOL toul ")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name="C’est mon cinéma").click()
    page.get_by_label("Votre adresse e-mail").fill(f" {EMAIL} ")
    page.get_by_role("button", name="recevoir le lien").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Un courrier vous attend")
    page.goto(ORIGIN + link())
    page.get_by_label("Votre nom").fill("Odile Marius")
    page.get_by_label("mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Ouvrir mon compte").click()


def identify(page: Page) -> None:
    page.get_by_label("Raison sociale").fill(IDENTITY["legal_name"])
    page.get_by_label("SIRET").fill("732 829 320 00075")
    page.get_by_label("Code postal").fill(IDENTITY["postal_code"])
    page.get_by_label("franchise en base").check()
    page.get_by_label("Adresse du site").fill("lepagnol.example")
    page.get_by_role("button", name="Continuer vers la convention").click()
    expect(page.get_by_text("Ce SIRET ne tombe pas juste")).to_be_visible()
    # Nothing that was typed is lost; what was wrong is mended alone.
    expect(page.get_by_label("Raison sociale")).to_have_value("SARL Pagnol")
    page.get_by_label("SIRET").fill(IDENTITY["siret"])
    page.get_by_role("button", name="Continuer vers la convention").click()


def sign_and_give_rib(page: Page) -> None:
    expect(page.get_by_text("6. Facturation")).to_be_visible()
    page.get_by_label("Qualité").fill("gérante")
    page.get_by_label("J’ai lu la convention").check()
    page.get_by_role("button", name="Recevoir le code").click()
    code = page.get_by_label("Code reçu")
    code.fill("12")
    page.get_by_role("button", name="Signer la convention").click()
    expect(page.get_by_text("Ce n’est pas le code.")).to_be_visible()
    found = re.search(r"\b\d{3} \d{3}\b", Mail.objects.latest("made_at").text)
    assert found
    page.get_by_label("Code reçu").fill(found[0])
    page.get_by_role("button", name="Signer la convention").click()
    page.get_by_label("IBAN").fill(RIB["iban"])
    page.get_by_label("BIC").fill(RIB["bic"])
    page.get_by_role("button", name="envoyer ma demande").click()


def see_it_work(page: Page, people: Any, *, scripts: bool) -> None:
    page.get_by_role("radio", name="Wix").check()
    page.get_by_role("button", name="Montrer le tutoriel").click()
    expect(page.get_by_text("Code personnalisé").first).to_be_visible()
    expect(page.get_by_role("img", name="Wix, page Paramètres")).to_be_visible()
    page.get_by_role("button", name="C’est posé").click()
    expect(page.get_by_text("Vos droits")).to_be_visible()
    page.get_by_role("button", name="C’est ajouté").click()
    signs = page.locator("#signes")
    expect(signs.get_by_text("attendu")).to_be_visible()
    approvals.approve(Approval.objects.get().id, people.users["scare"])
    today = paris_date(now_ms())
    cinemas.put_site_figures(Site.objects.get().id, today, visits=1, consents=1)
    if not scripts:
        page.reload()
    expect(signs.get_by_text("Tout fonctionne")).to_be_visible(timeout=15_000)
    page.get_by_role("link", name="Voir mon tableau de bord").click()
    expect(page.get_by_text("Il fonctionne")).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scripts"), LOOKS)
def test_a_manager_with_ten_minutes_joins(
    database: Any,
    listed: None,
    people: Any,
    width: int,
    scripts: bool,
) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale="fr-FR",
        )
        page = context.new_page()
        page.route("**/*", Portal(database).answer)
        find_and_confirm(page)
        identify(page)
        sign_and_give_rib(page)
        see_it_work(page, people, scripts=scripts)
        browser.close()
