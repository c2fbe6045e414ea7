"""What journeys share: the portal on a port, and a browser for each who takes part."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator, Page


@dataclass(frozen=True)
class Journey:
    """A running portal, met in windows of one width."""

    url: str
    browser: Browser
    width: int
    sign_in: Callable[[str], Client]
    folder: Path

    def page(self, person: str | None = None) -> Page:
        """Open somebody's own browser; without a name, that of a stranger."""
        context = self.browser.new_context(
            viewport={"width": self.width, "height": 900},
            locale="fr-FR",
            base_url=self.url,
        )
        if person is not None:
            name = settings.SESSION_COOKIE_NAME
            value = self.sign_in(person).cookies[name].value
            context.add_cookies([{"name": name, "value": value, "url": self.url}])
        return context.new_page()

    def download(self, link: Locator) -> tuple[str, bytes]:
        """Click what gives a file; tell its name and what is in it."""
        with link.page.expect_download() as begun:
            link.click()
        kept = self.folder / begun.value.suggested_filename
        begun.value.save_as(kept)
        return kept.name, kept.read_bytes()


def fits(page: Page) -> None:
    """Nothing stands wider than the window; first wait for the page that is meant."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
