"""A mail server to send to, and the setting that names it."""

from collections.abc import Callable, Iterator

import msgspec
import pytest
from pytest_django import Settings

from mail.mail_server import MailServer


@pytest.fixture
def set_toile(settings: Settings) -> Callable[..., None]:
    """Change settings of Toile for one test."""

    def change(**values: object) -> None:
        settings.TOILE = msgspec.structs.replace(settings.TOILE, **values)

    return change


@pytest.fixture
def server(set_toile: Callable[..., None]) -> Iterator[MailServer]:
    """A mail server that runs, and that Toile sends to."""
    with MailServer().running() as running:
        set_toile(smtp=running.url)
        yield running
