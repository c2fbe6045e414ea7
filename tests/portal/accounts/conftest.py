"""People with passwords, in browsers that sign in at the real door."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts_stage import PASSWORD, Portal
from emptying import empty_the_database
from toile.portal.accounts.models import User


@pytest.fixture(autouse=True)
def fresh_limits(db: None) -> None:
    """Attempts of another test count for nothing here."""
    cache.clear()


@pytest.fixture
def strict(settings: Settings) -> None:
    """An installation that requires two factors of those who decide."""
    settings.TOILE = msgspec.structs.replace(settings.TOILE, two_factor_required=True)


@pytest.fixture
def with_password(people: Any) -> Callable[[str], User]:
    """Give one of the people a password."""

    def give(name: str) -> User:
        user: User = people.users[name]
        # Another password would end the sessions that began with the one before.
        if not user.has_usable_password():
            user.set_password(PASSWORD)
            user.save()
        return user

    return give


@pytest.fixture
def enter(with_password: Callable[[str], User]) -> Callable[[str], Client]:
    """Sign somebody in through the form."""

    def sign_in(name: str) -> Client:
        user, client = with_password(name), Client()
        given = {"login": user.email, "password": PASSWORD}
        assert client.post("/connexion/", given).status_code == 302
        return client

    return sign_in


@pytest.fixture
def portal(
    transactional_db: None,
    live_server: LiveServer,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Portal]:
    """The portal on a port of its own, with the letters' links leading there."""
    # Playwright keeps an event loop in this thread, where Django then refuses to ask
    # the database; nothing runs beside it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    settings.TOILE = msgspec.structs.replace(settings.TOILE, portal_url=live_server.url)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        yield Portal(live_server.url, browser)
        browser.close()
        empty_the_database()
