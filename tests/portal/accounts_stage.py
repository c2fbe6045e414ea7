"""What the tests of accounts share: a running portal, and what a person does there."""

import time
from dataclasses import dataclass
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, BrowserContext, Page, expect

from test_every_page import barriers, overflow
from toile.portal.mail.models import Mail

PASSWORD = "un mot de passe de test"
PERIOD_S = 30


def last_letter() -> Mail:
    """What was written last into the outbox."""
    return Mail.objects.latest("made_at", "id")


def code_now(secret: str) -> str:
    """What an app of codes shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD_S))


@dataclass
class Portal:
    """A running portal, and browsers to visit it with."""

    url: str
    browser: Browser

    def visit(self, width: int = 1280, scheme: Any = "light") -> BrowserContext:
        """Open a browser of somebody's own."""
        return self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale="fr-FR",
            base_url=self.url,
        )


def sign_in(page: Page, email: str) -> None:
    """Sign in with the password, as a person does."""
    page.goto("/connexion/")
    page.get_by_label("Adresse e-mail").fill(email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()


def leave(page: Page) -> None:
    """Sign out, from the menu of the account."""
    page.get_by_text("Mon compte", exact=True).click()
    page.get_by_role("button", name="Se déconnecter").click()


def look(page: Page, title: str) -> None:
    """See that nothing bars the way, and nothing is cut off, once the page is there."""
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    assert barriers(page) + overflow(page) == []
