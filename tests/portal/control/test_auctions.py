"""What an exchange's page shows: why nothing was bid, and who can honestly be known."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from toile.ads.delivery.refusals import NoBidReason
from toile.edge.ads.bidding.browsers import FAMILIES
from toile.portal.control import room, views
from toile.portal.control.auctions import answered, families, matching
from toile.portal.control.edge import Reading
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


def test_the_page_shows_them_and_says_how_they_are_counted(
    world: Any, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "read_edge", lambda _settings: Reading(1, COUNTED))
    monkeypatch.setattr(views, "WATCH", room.Watch())
    made = services.add_exchange(
        world.people.klox, world.people.users["klox"], name="Equativ", slug="equativ"
    )
    page = sign_in("klox").get(reverse("control:exchange", args=[made.id]))
    said = page.content.decode()
    for words in ("Sous le prix plancher", "Chrome", "30,0", "Adressable :"):
        assert words in said
    assert "1 000" not in said


def test_a_mute_edge_is_said(
    world: Any,
    sign_in: SignIn,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.TOILE = msgspec.structs.replace(settings.TOILE, plan=tmp_path, edge_port=1)
    monkeypatch.setattr(views, "WATCH", room.Watch())
    made = services.add_exchange(
        world.people.klox, world.people.users["klox"], name="Equativ", slug="equativ"
    )
    page = sign_in("klox").get(reverse("control:exchange", args=[made.id]))
    assert "L’edge ne répond pas" in page.content.decode()
