"""What an exchange's page shows: why nothing was bid, and who can honestly be known."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from toile.ads.delivery.refusals import NoBidReason
from toile.edge.ads.bidding.browsers import FAMILIES
from toile.portal.control.auctions import answered, families, matching
from toile.portal.control.room import WATCH
from toile.portal.control.words import BROWSERS, NO_BID, door_label, outcome_label
from toile.portal.inventory import services

SignIn = Callable[[str], Client]
COUNTED = {
    "bid equativ/bid": 15,
    "bid equativ/below_floor": 60,
    "bid equativ/blocked_site": 25,
    "bid equativ-2/bid": 1_000,
    "bid equativ/pacing": 0,
    "browser chrome/known": 30,
    "browser chrome/unknown": 50,
    "browser chrome/no_consent": 20,
    "browser firefox/unknown": 8,
    "browser firefox/no_consent": 2,
    "match/matched": 3,
    "match/no_cookie": 4,
    "match/no_consent": 0,
}


def test_every_reason_has_its_words() -> None:
    assert set(NO_BID) == set(NoBidReason)
    assert len({str(words) for words in NO_BID.values()}) == len(NoBidReason)


def test_every_family_of_browsers_has_its_name() -> None:
    assert set(BROWSERS) == set(FAMILIES)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("bid equativ", "Enchères (equativ)"),
        ("browser other", "Navigateurs (autres)"),
        ("match", "Appariement"),
        ("odd door", "odd door"),
    ],
)
def test_doors_that_are_counted_apart_are_named(code: str, words: str) -> None:
    assert door_label(code) == words


def test_an_exchange_s_requests_are_its_own_and_the_most_frequent_come_first() -> None:
    found = answered(COUNTED, "equativ")
    assert (found.asked, found.bids, found.rate) == (100, 15, 0.15)
    assert found.without == (
        (outcome_label("below_floor"), 60),
        (outcome_label("blocked_site"), 25),
    )
    assert answered({}, "equativ").rate is None


def test_addressable_is_what_is_known_among_all_and_never_assumed() -> None:
    chrome, firefox = families(COUNTED)
    assert (chrome.name, chrome.asked, chrome.addressable) == ("Chrome", 100, 0.3)
    assert (firefox.name, firefox.asked, firefox.addressable) == ("Firefox", 10, 0.0)
    assert families({}) == []
    assert matching(COUNTED) == [
        (outcome_label("no_cookie"), 4),
        (outcome_label("matched"), 3),
    ]


@pytest.fixture
def counted(settings: Settings) -> Iterator[None]:
    """An edge that answers over HTTP with what was counted."""
    lines = [
        f'toile_edge_outcomes_total{{door="{door}",outcome="{outcome}"}} {number}'
        for name, number in COUNTED.items()
        for door, _slash, outcome in [name.partition("/")]
    ]
    text = "\n".join(["# TYPE toile_edge_outcomes counter", *lines, ""]).encode()

    class Edge(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = text if self.path == "/metrics" else b"{}"
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Edge) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        settings.TOILE = msgspec.structs.replace(
            settings.TOILE, edge_host="127.0.0.1", edge_port=server.server_address[1]
        )
        WATCH.forget()
        try:
            yield
        finally:
            WATCH.forget()
            server.shutdown()
            thread.join()


def page_of(world: Any, client: Client) -> str:
    klox, by = world.people.klox, world.people.users["klox"]
    made = services.add_exchange(klox, by, name="Equativ", slug="equativ")
    answer = client.get(reverse("control:exchange", args=[made.id]))
    return answer.content.decode()


def test_the_page_shows_them_and_says_how_they_are_counted(
    world: Any, sign_in: SignIn, counted: None
) -> None:
    said = page_of(world, sign_in("klox"))
    for words in ("Sous le prix plancher", "Chrome", "30,0", "Adressable :"):
        assert words in said
    assert "1 000" not in said


def test_a_mute_edge_is_said(world: Any, sign_in: SignIn, settings: Settings) -> None:
    settings.TOILE = msgspec.structs.replace(settings.TOILE, edge_port=1)
    WATCH.forget()
    assert "L’edge ne répond pas" in page_of(world, sign_in("klox"))
    WATCH.forget()
