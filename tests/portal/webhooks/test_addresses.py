"""Where a webhook may go, and where it may not."""

import socket
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from toile.portal.webhooks.addresses import check, resolve

PRIVATE = [
    "https://127.0.0.1/x",
    "https://10.0.0.1/",
    "https://192.168.1.1/",
    "https://172.16.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/",
    "https://0.0.0.0/",
    "https://224.0.0.1/",
    "https://[::1]/",
    "https://[fe80::1]/",
    "https://[fc00::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[64:ff9b::a00:1]/",
    "https://[2002:a00:1::]/",
    "https://localhost/",
    "https://a.localhost/",
    "https://localhost./",
]
BAD = [
    "",
    "exemple.fr",
    "ftp://exemple.fr/",
    "http://exemple.fr/",
    "https://",
    "https://exemple.fr:99999/",
    "https://[/",
    "https://user:pass@exemple.fr/",
    "https://exemple.fr/#a",
    f"https://exemple.fr/{'x' * 500}",
]


@pytest.fixture
def secure(settings: Settings) -> None:
    """A portal as it is in the world: on https."""
    settings.TOILE = msgspec.structs.replace(
        settings.TOILE, portal_url="https://portail.example.fr"
    )


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Say to which addresses a name leads."""

    def lead(*ips: str) -> None:
        def look_up(_host: str, port: int, **_: Any) -> list[Any]:
            return [
                (socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ips
            ]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)

    return lead


@pytest.mark.usefixtures("secure")
@pytest.mark.parametrize("url", PRIVATE + BAD)
def test_what_is_refused_when_it_is_typed(url: str) -> None:
    with pytest.raises(ValidationError) as caught:
        check(url)
    assert "\u00a0" not in str(caught.value.messages)
    assert len(caught.value.messages) == 1


@pytest.mark.usefixtures("secure")
def test_a_public_address_is_taken_without_its_spaces() -> None:
    assert check(" https://exemple.fr:8443/toile?a=1 \n") == (
        "https://exemple.fr:8443/toile?a=1"
    )


def test_a_developers_portal_may_talk_to_its_own_machine() -> None:
    assert check("http://127.0.0.1:9000/") == "http://127.0.0.1:9000/"
    assert check("http://localhost:9000/") == "http://localhost:9000/"
    for still_not in ("http://exemple.fr/", "https://10.0.0.1/", "http://10.0.0.1/"):
        with pytest.raises(ValidationError):
            check(still_not)


@pytest.mark.usefixtures("secure")
@pytest.mark.parametrize("ips", [["10.0.0.1"], ["93.184.216.34", "127.0.0.1"]])
def test_a_name_that_leads_inside_is_refused_when_it_is_sent(
    names: Callable[..., None], ips: list[str]
) -> None:
    names(*ips)
    with pytest.raises(OSError, match="réseau privé"):
        resolve("https://exemple.fr/")


@pytest.mark.usefixtures("secure")
def test_the_address_that_was_judged_is_the_one_that_is_asked(
    names: Callable[..., None],
) -> None:
    names("93.184.216.34")
    assert resolve("https://exemple.fr/a").ip == "93.184.216.34"


def test_a_name_on_http_must_be_this_machine(names: Callable[..., None]) -> None:
    names("93.184.216.34")
    with pytest.raises(OSError, match="en clair"):
        resolve("http://toile.localhost/")
