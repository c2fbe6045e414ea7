"""Exchanges: who may ask, and that no secret is ever shown twice."""

import base64
import datetime
import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from toile.ads.exchanges.price_crypt import PriceKeys
from toile.ads.exchanges.vault import open_keys
from toile.ads.keys import read
from toile.portal.audit.models import AuditEntry
from toile.portal.inventory import services
from toile.portal.inventory.agreed import clean_networks, clean_sync_url, read_price_key
from toile.portal.inventory.models import Exchange

SignIn = Callable[[str], Client]
MARKET = {
    "name": "Equativ",
    "slug": "equativ",
    "version": "2.6",
    "supply_chain": "ignore",
    "bills": "burl",
}
E_KEY, I_KEY = (base64.urlsafe_b64encode(one * 32).decode() for one in (b"e", b"i"))


def written_down(klox: Client, **more: str) -> Exchange:
    answer = klox.post("/places-de-marche/nouvelle/", MARKET | more)
    assert answer.status_code == 302, answer.content.decode()
    return Exchange.objects.get(slug="equativ")


def test_the_secret_is_shown_once_and_kept_as_a_digest(
    world: Any, sign_in: SignIn
) -> None:
    klox = sign_in("klox")
    made = written_down(klox)
    page = reverse("inventory:exchange", args=[made.id])
    first = klox.get(page)
    shown = [
        text
        for text in re.findall(r"[\w-]{43}", first.content.decode())
        if hashlib.sha256(text.encode()).hexdigest() == made.secret_digest
    ]
    assert len(set(shown)) == 1
    assert first["Cache-Control"] == "no-store"
    again = klox.get(page).content.decode()
    assert shown[0] not in again
    assert made.secret_digest not in again
    assert not made.is_shut
    told = str(list(AuditEntry.objects.values_list("details", flat=True)))
    assert shown[0] not in told
    assert made.secret_digest not in told


def test_a_new_secret_ends_the_old_one(world: Any, sign_in: SignIn) -> None:
    klox = sign_in("klox")
    made = written_down(klox)
    url = reverse("inventory:exchange_secret", args=[made.id])
    before = made.secret_digest
    klox.post(url, {"to": "new"})
    made.refresh_from_db()
    assert made.secret_digest not in ("", before)
    klox.post(url, {"to": "none"})
    made.refresh_from_db()
    assert made.is_shut
    page = klox.get(reverse("inventory:exchange", args=[made.id])).content.decode()
    assert "Rien ne la laisse entrer" in page


@pytest.mark.parametrize("given", [{"networks": "192.0.2.0/24"}, {"by_browser": "on"}])
def test_one_that_shows_itself_otherwise_gets_no_secret(
    world: Any, sign_in: SignIn, given: dict[str, str]
) -> None:
    made = written_down(sign_in("klox"), **given)
    assert (made.secret_digest, made.is_shut) == ("", False)


def test_price_keys_are_sealed_for_the_edge_and_never_shown(
    world: Any, sign_in: SignIn
) -> None:
    klox = sign_in("klox")
    made = written_down(klox)
    url = reverse("inventory:price_keys", args=[made.id])
    answer = klox.post(url, {"encryption": E_KEY, "integrity": I_KEY}, follow=True)
    made.refresh_from_db()
    keys = settings.TOILE.ads_keys
    master = bytes.fromhex(read(keys.read_bytes(), str(keys)).exchanges)
    assert open_keys(made.price_keys, master) == (PriceKeys(b"e" * 32, b"i" * 32),)
    page = answer.content.decode()
    assert "Enregistrées le" in page
    for secret in (E_KEY, I_KEY, made.price_keys):
        assert secret not in page
    klox.post(url, {"to": "none"})
    made.refresh_from_db()
    assert (made.price_keys, made.price_keys_at) == ("", None)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"encryption": "çà", "integrity": I_KEY}, "ne se lit pas"),
        ({"encryption": "AAAA", "integrity": I_KEY}, "3 octets"),
        ({"encryption": E_KEY, "integrity": E_KEY}, "sont la même"),
        ({"encryption": E_KEY}, "obligatoire"),
    ],
)
def test_wrong_price_keys_are_refused_with_the_remedy(
    world: Any, sign_in: SignIn, given: dict[str, str], said: str
) -> None:
    klox = sign_in("klox")
    made = written_down(klox)
    answer = klox.post(reverse("inventory:price_keys", args=[made.id]), given)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    made.refresh_from_db()
    assert not made.price_keys


def test_without_the_operators_key_nothing_is_kept(
    world: Any, tmp_path: Any, sign_in: SignIn
) -> None:
    made = written_down(sign_in("klox"))
    with pytest.raises(ValidationError, match="toile keys"):
        services.set_price_keys(
            made,
            PriceKeys(b"e" * 32, b"i" * 32),
            world.people.klox,
            world.people.users["klox"],
            now=made.secret_made_at,  # type: ignore[arg-type]  # it has one
            key_file=tmp_path / "none",
        )
    made.refresh_from_db()
    assert not made.price_keys


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"networks": "10.0.0.0/33"}, "n’est pas un réseau"),
        ({"networks": "0.0.0.0/0"}, "tout Internet"),
        ({"hosts": "nulle part"}, "n’est pas un nom de domaine"),
        ({"sync_url": "https://sync.example/match"}, "{UID}"),
        ({"sync_url": "http://sync.example/?u={UID}"}, "https://"),
        ({"sync_url": "https://10.0.0.1/?u={UID}"}, "réseau privé"),
        ({"sync_url": "https://{UID}.example/"}, "nom du serveur"),
        ({"unsync_url": "http://sync.example/drop"}, "https://"),
        ({"unsync_url": "https://10.0.0.1/drop"}, "réseau privé"),
        ({"queries_a_second": "-1"}, "supérieure ou égale à 0"),
        ({"version": "3.0"}, "Sélectionnez un choix valide"),
        ({"ads_txt": "on"}, "Pour exiger l’ads.txt"),
        ({"supply_chain": "complete"}, "Pour contrôler la chaîne"),
        ({"slug": "a/b"}, "lettres"),
    ],
)
def test_what_is_typed_wrongly_is_said_and_kept(
    world: Any, sign_in: SignIn, wrong: dict[str, str], said: str
) -> None:
    given = MARKET | {"notes": "Signé le 3 🎬"} | wrong
    answer = sign_in("klox").post("/places-de-marche/nouvelle/", given)
    page = answer.content.decode()
    assert (answer.status_code, said in page) == (422, True)
    assert "Signé le 3 🎬" in page
    assert not Exchange.objects.exists()


def test_what_is_agreed_is_written_as_the_bidder_wants_it(
    world: Any, sign_in: SignIn
) -> None:
    made = written_down(
        sign_in("klox"),
        networks="192.0.2.7/24\n2001:db8::/32, 192.0.2.0/24",
        hosts="https://WWW.Monde.example/une\nmonde.example",
        queries_a_second="500",
        sync_url=" https://sync.example/m?uid={UID}&c={GDPR_CONSENT} ",
        unsync_url=" https://sync.example/drop ",
        system="Equativ.com",
        ads_txt="on",
        supply_chain="complete",
        bills="impression",
        explains="on",
    )
    assert made.networks == ["192.0.2.0/24", "2001:db8::/32"]
    assert made.hosts == ["www.monde.example", "monde.example"]
    assert made.queries_a_second == 500
    assert made.sync_url == "https://sync.example/m?uid={UID}&c={GDPR_CONSENT}"
    assert made.unsync_url == "https://sync.example/drop"
    assert (made.system, made.ads_txt, made.supply_chain) == (
        "equativ.com",
        True,
        "complete",
    )
    assert (made.bills, made.explains) == ("impression", True)


def test_a_pause_is_told_once(world: Any, sign_in: SignIn) -> None:
    klox = sign_in("klox")
    made = written_down(klox)
    url = reverse("inventory:switch_exchange", args=[made.id])
    for _again in range(2):
        klox.post(url, {"to": "paused"})
    made.refresh_from_db()
    assert made.status == "paused"
    assert AuditEntry.objects.filter(action="exchange.paused").count() == 1


@pytest.mark.parametrize(
    "text", ["YWJjZGVmZ2hpamtsbW5vcHFy", "++__++__++__++__++__++__"]
)
def test_both_alphabets_of_base64_are_read(text: str) -> None:
    assert len(read_price_key(text)) == 18


def test_nothing_agreed_is_nothing() -> None:
    assert clean_networks([]) == []
    assert clean_sync_url("  ") == ""


def test_the_page_tells_what_was_asked_bid_and_bought_by_day(
    world: Any, sign_in: SignIn
) -> None:
    klox = sign_in("klox")
    made = written_down(klox)
    page = reverse("inventory:exchange", args=[made.id])
    assert "Aucune demande n’est encore comptée" in klox.get(page).content.decode()
    counts: services.ExchangeCounts = {
        "requests": 90_000,
        "bids": 12_000,
        "wins": 3_000,
        "lost": 8_000,
        "billed": 2_900,
        "impressions": 2_800,
        "cost_micros": 8_120_000,
        "price_micros": 10_150_000,
    }
    services.put_exchange_day(made.id, datetime.date(2026, 11, 24), counts)
    quiet = dict.fromkeys(counts, 0) | {"requests": 5}
    services.put_exchange_day(made.id, datetime.date(2026, 11, 25), quiet)  # type: ignore[arg-type]
    text = klox.get(page).content.decode().replace("\u202f", " ").replace("\xa0", " ")
    for said in ("90 000", "12 000", "25,0 %", "8 000", "8,12 €", "10,15 €"):
        assert said in text, said
    told = klox.get(f"{page}?jours-export=csv")
    header, first, second = told.content.decode("utf-8-sig").splitlines()
    assert "Taux de gain" in header
    assert "2026-11-25" in first
    assert ",5,0,0," in first.replace(";", ",")
    assert "0.25" in second.replace(",25", ".25")
