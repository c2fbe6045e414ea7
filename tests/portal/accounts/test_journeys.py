"""The ways into the portal, in a real browser, at a desk and on a telephone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from accounts_stage import PASSWORD, Portal, code_now, last_letter, leave, look, sign_in
from toile.portal.accounts.models import User
from toile.portal.audit.models import AuditEntry

pytestmark = pytest.mark.slow
WIDTHS = pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (390, "dark")], ids=["desk", "telephone"]
)
GivePassword = Callable[[str], User]


def link_of_last_letter() -> str:
    found = re.search(r"http://\S+", last_letter().text)
    assert found
    return found.group()


@WIDTHS
def test_invited_accepted_signed_in(
    portal: Portal, with_password: GivePassword, width: int, scheme: str
) -> None:
    owner = portal.visit(width, scheme).new_page()
    sign_in(owner, with_password("royal").email)
    owner.get_by_text("Mon compte", exact=True).click()
    owner.get_by_role("link", name="Mon équipe").click()
    look(owner, "Mon équipe")
    owner.get_by_label("Adresse e-mail").fill(" Lou@Toile.test ")
    owner.get_by_label("Rôle", exact=True).select_option("editor")
    owner.get_by_role("button", name="Envoyer l’invitation").click()
    expect(
        owner.get_by_text("L’invitation est partie à Lou@toile.test")
    ).to_be_visible()
    expect(owner.get_by_text("lou@toile.test", exact=True)).to_be_visible()
    assert last_letter().recipient == "lou@toile.test"
    assert "Le Royal" in last_letter().subject

    lou = portal.visit(width, scheme).new_page()
    link = link_of_last_letter()
    lou.goto(link)
    look(lou, "Rejoindre Le Royal")
    lou.get_by_label("Votre nom").fill("Lou Martin")
    lou.get_by_label("Mot de passe").fill("court")
    lou.get_by_role("button", name="Créer mon compte").click()
    expect(lou.locator(".field .fault")).to_contain_text("10 caractères")
    expect(lou.get_by_label("Votre nom")).to_have_value("Lou Martin")
    lou.get_by_label("Mot de passe").fill(PASSWORD)
    lou.get_by_role("button", name="Créer mon compte").click()
    expect(lou.get_by_text("Bienvenue dans l’équipe de Le Royal")).to_be_visible()
    look(lou, "Mes cinémas")
    leave(lou)
    sign_in(lou, "lou@toile.test")
    expect(lou.get_by_role("link", name="Mes cinémas")).to_be_visible()
    leave(lou)
    lou.goto(link)
    expect(lou.get_by_text("Elle a déjà servi")).to_be_visible()
    look(lou, "ne vaut plus")


def authenticator(context: BrowserContext, page: Page) -> None:
    """Put a telephone's fingerprint reader into a browser."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@WIDTHS
def test_a_passkey_is_made_and_opens_the_door_alone(
    portal: Portal,
    with_password: GivePassword,
    strict: None,
    width: int,
    scheme: str,
) -> None:
    context = portal.visit(width, scheme)
    page = context.new_page()
    authenticator(context, page)
    user = with_password("scare")
    sign_in(page, user.email)
    # Whoever decides for the others gets no further without a second factor.
    expect(page).to_have_url(re.compile("/compte/securite/$"))
    look(page, "Sécurité")
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    look(page, "C’est bien vous")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Confirmer").click()
    page.get_by_label("Nom").fill("Téléphone de Jo 📱")
    look(page, "Ajouter une clé")
    page.get_by_role("button", name="Créer la clé").click()
    expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
    look(page, "Codes de secours")
    page.get_by_role("link", name="C’est noté").click()
    expect(page.get_by_text("Téléphone de Jo 📱", exact=True)).to_be_visible()
    look(page, "Sécurité")
    page.goto("/accords/")
    expect(page).to_have_url(re.compile("/accords/$"))

    leave(page)
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(page.get_by_role("link", name="À décider")).to_be_visible()
    entries = AuditEntry.objects.filter(action="account.signed_in", actor=user)
    by_passkey = entries.filter(details={"means": ["webauthn"]})
    assert by_passkey.count() == 1, list(entries.values_list("id", "details"))

    page.goto("/compte/securite/")
    page.get_by_role("link", name="Retirer Téléphone").click()
    page.get_by_role("button", name="Confirmer").click()
    look(page, "Retirer une clé")
    page.get_by_role("button", name="Retirer").click()
    expect(page.get_by_text("c’est le seul qui reste")).to_be_visible()


def test_a_passkey_that_is_not_there_is_said_and_the_password_stays(
    portal: Portal, with_password: GivePassword
) -> None:
    context = portal.visit()
    page = context.new_page()
    authenticator(context, page)
    page.goto("/connexion/")
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(page.get_by_text("Aucune clé n’a répondu")).to_be_visible()
    look(page, "Connexion")
    sign_in(page, with_password("royal").email)
    expect(page.get_by_role("link", name="Mes cinémas")).to_be_visible()


@WIDTHS
def test_an_app_of_codes_is_linked_and_asked_for(
    portal: Portal,
    with_password: GivePassword,
    strict: None,
    width: int,
    scheme: str,
) -> None:
    page = portal.visit(width, scheme).new_page()
    user = with_password("klox")
    sign_in(page, user.email)
    page.goto("/lignes/")
    expect(page.get_by_text("exige deux facteurs")).to_be_visible()
    page.get_by_role("link", name="Relier une application").click()
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Confirmer").click()
    look(page, "Relier une application")
    secret = page.locator(".copy code").inner_text()
    page.get_by_label("Code", exact=True).fill("000 000")
    page.get_by_role("button", name="Relier").click()
    expect(page.locator(".field .fault")).to_contain_text("attendez le suivant")
    assert page.locator(".copy code").inner_text() == secret
    code = code_now(secret)
    page.get_by_label("Code", exact=True).fill(f" {code[:3]} {code[3:]} ")
    page.get_by_role("button", name="Relier").click()
    look(page, "Codes de secours")
    spare = page.locator("main code").first.inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger").click()
    assert spare in download.value.path().read_text()
    page.goto("/lignes/")
    expect(page).to_have_url(re.compile("/lignes/$"))

    leave(page)
    sign_in(page, user.email)
    look(page, "Deuxième étape")
    page.get_by_label("Code", exact=True).fill("12345678")
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator(".field .fault")).to_be_visible()
    look(page, "Deuxième étape")
    page.get_by_label("Code", exact=True).fill(spare)
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("link", name="Exploitation")).to_be_visible()
    means = AuditEntry.objects.filter(action="account.signed_in").latest("id").details
    assert means == {"means": ["password", "recovery_codes"]}


@WIDTHS
def test_another_session_is_ended(
    portal: Portal, with_password: GivePassword, width: int, scheme: str
) -> None:
    user = with_password("royal")
    here, there = (portal.visit(width, scheme).new_page() for _ in range(2))
    sign_in(there, user.email)
    sign_in(here, user.email)
    here.goto("/compte/sessions/")
    look(here, "Sessions")
    expect(here.get_by_text("Chrome sur Linux", exact=True)).to_have_count(2)
    here.get_by_role("button", name="Fermer la session de Chrome").click()
    expect(here.get_by_text("La session est fermée.")).to_be_visible()
    expect(here.get_by_text("Chrome sur Linux", exact=True)).to_have_count(1)
    there.reload()
    expect(there.get_by_role("heading", name="Connexion")).to_be_visible()
    here.goto("/compte/activite/")
    expect(here.get_by_role("row", name="Sessions fermées")).to_be_visible()
    look(here, "Activité")


def test_a_forgotten_password_is_replaced_by_mail(
    portal: Portal, with_password: GivePassword
) -> None:
    user = with_password("royal")
    page = portal.visit().new_page()
    page.goto("/connexion/")
    page.get_by_role("link", name="J’ai oublié").click()
    page.get_by_label("Adresse e-mail").fill(user.email.upper())
    page.get_by_role("button", name="Recevoir le lien").click()
    expect(page.get_by_text("Si cette adresse a un compte")).to_be_visible()
    link = link_of_last_letter()
    page.goto(link)
    look(page, "Nouveau mot de passe")
    page.get_by_label("Nouveau mot de passe").fill("une autre phrase")
    page.get_by_role("button", name="Enregistrer").click()
    look(page, "Mot de passe changé")
    user.refresh_from_db()
    assert user.check_password("une autre phrase")
    page.goto(link)
    expect(page.get_by_role("heading", name="Ce lien ne vaut plus")).to_be_visible()
    look(page, "Ce lien ne vaut plus")


def test_an_address_is_changed_once_the_new_one_answered(
    portal: Portal, with_password: GivePassword, people: Any
) -> None:
    user = with_password("royal")
    page = portal.visit(390).new_page()
    sign_in(page, user.email)
    page.goto("/compte/adresse/")
    page.get_by_label("Nouvelle adresse").fill("neuve@toile.test")
    page.get_by_role("button", name="Recevoir le lien").click()
    expect(page.get_by_text("Une lettre attend à neuve@toile.test")).to_be_visible()
    assert last_letter().recipient == "neuve@toile.test"
    link = link_of_last_letter()
    page.goto(link)
    look(page, "Nouvelle adresse")
    user.refresh_from_db()
    assert user.email == "royal@toile.test"
    page.get_by_role("button", name="Changer mon adresse").click()
    expect(page.get_by_text("Votre adresse est changée.")).to_be_visible()
    assert last_letter().recipient == "royal@toile.test"
    page.goto(link)
    expect(page.get_by_role("alert")).to_contain_text("Ce lien ne vaut plus")
    leave(page)
    sign_in(page, "neuve@toile.test")
    expect(page.get_by_role("link", name="Mes cinémas")).to_be_visible()
