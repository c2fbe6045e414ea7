"""Exchanges and deals by the API: what is secret goes in and never comes out."""

import base64
import hashlib
import json
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client

from toile.ads.exchanges.price_crypt import PriceKeys
from toile.ads.exchanges.vault import open_keys
from toile.ads.keys import read
from toile.portal.audit.models import AuditEntry
from toile.portal.inventory import services
from toile.portal.inventory.models import Deal, Exchange
from toile.portal.tokens.models import ApiToken
from toile.portal.tokens.scopes import Scope
from toile.portal.tokens.services import digest_of

NOBODY = "01M85275QPHZD88PEEFXQ00000"
TOKEN = "toile_of_klox_for_exchanges"
SECRET = "a-secret-of-its-own-and-long-enough-000"
E_KEY, I_KEY = (base64.urlsafe_b64encode(one * 32).decode() for one in (b"e", b"i"))
KEYS = {"encryption": E_KEY, "integrity": I_KEY}


@pytest.fixture
def exchange(world: Any) -> Exchange:
    people = world.people
    return services.add_exchange(
        people.klox, people.users["klox"], name="Equativ", slug="equativ"
    )


@pytest.fixture
def klox_calls(world: Any) -> Any:
    """Call the API as the operator's program."""
    user = world.people.users["klox"]
    ApiToken.objects.create(
        user=user,
        organisation=world.people.klox,
        name="klox",
        prefix=TOKEN[:12],
        digest=digest_of(TOKEN),
        scopes=[Scope.INVENTORY_READ, Scope.INVENTORY_WRITE],
        expires_at="2100-01-01T00:00:00Z",
    )
    caches["calls"].clear()
    client = Client(headers={"Authorization": f"Bearer {TOKEN}"})

    def send(method: str, path: str, body: Any) -> Any:
        given = "" if body is None else json.dumps(body)
        kind = "application/json" if given else ""
        return client.generic(method.upper(), f"/api/v1{path}", given, kind)

    return send


@pytest.fixture
def patch(world: Any, exchange: Exchange, klox_calls: Any) -> Any:
    return lambda body: klox_calls("patch", f"/exchanges/{exchange.id}", body)


def test_secrets_are_written_and_never_told(patch: Any, exchange: Exchange) -> None:
    answer = patch({"secret": SECRET, "price_keys": KEYS, "queries_a_second": 500})
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert told["queries_a_second"] == 500
    assert told["secret_made_at"]
    assert told["price_keys_at"]
    exchange.refresh_from_db()
    assert exchange.secret_digest == hashlib.sha256(SECRET.encode()).hexdigest()
    path = settings.TOILE.ads_keys
    master = bytes.fromhex(read(path.read_bytes(), str(path)).exchanges)
    opened = open_keys(exchange.price_keys, master)
    assert tuple(opened) == (PriceKeys(b"e" * 32, b"i" * 32),)
    trail = str(list(AuditEntry.objects.values_list("details", flat=True)))
    for text in (answer.content.decode(), trail):
        for hidden in (SECRET, exchange.secret_digest, E_KEY, exchange.price_keys):
            assert hidden not in text
    gone = patch({"secret": None, "price_keys": None}).json()
    assert (gone["secret_made_at"], gone["price_keys_at"]) == (None, None)
    # What is not named stays.
    assert gone["queries_a_second"] == 500


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"secret": "short"}, 400, "secret"),
        ({"secret": f"{SECRET} with a space"}, 400, "secret"),
        ({"ads_txt": True}, 422, "system"),
        ({"networks": ["10.0.0.0/99"]}, 422, "networks"),
        ({"price_keys": KEYS | {"integrity": "?"}}, 422, "price_keys.integrity"),
        ({"price_keys": KEYS | {"integrity": E_KEY}}, 422, "price_keys.integrity"),
        ({"price_keys": {"encryption": E_KEY}}, 400, "price_keys.integrity"),
        ({"slug": "other"}, 400, "slug"),
        ({"secret": SECRET, "contact_email": "no address"}, 422, "contact_email"),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(
    patch: Any, exchange: Exchange, body: dict[str, Any], status: int, field: str
) -> None:
    answer = patch(body)
    assert answer.status_code == status, answer.content
    assert list(answer.json()["errors"]) == [field]
    exchange.refresh_from_db()
    assert (exchange.secret_digest, exchange.price_keys) == ("", "")


def test_a_deal_is_written_down_and_changed(
    world: Any, exchange: Exchange, klox_calls: Any
) -> None:
    place = world.placement.id
    deal = {"exchange": exchange.id, "code": "EQ-1", "name": "Matinale"}
    given = deal | {"placements": [place], "ends_on": "2026-12-31"}
    made = klox_calls("post", "/deals", given).json()
    assert (made["placements"], made["ends_on"]) == ([place], "2026-12-31")
    path = f"/deals/{made['id']}"
    dear = klox_calls("patch", path, {"floor_micros": 9_000_000}).json()
    assert (dear["placements"], dear["ends_on"]) == ([place], "2026-12-31")
    free = klox_calls("patch", path, {"placements": [], "ends_on": None}).json()
    assert (free["placements"], free["ends_on"]) == ([], None)
    assert free["floor_micros"] == 9_000_000
    listed = klox_calls("get", f"/deals?exchange={exchange.id}", None).json()
    assert [each["id"] for each in listed["items"]] == [made["id"]]
    again = klox_calls("post", "/deals", deal)
    assert (again.status_code, again.json()["code"]) == (422, "refused")
    for wrong, status, field in (
        ({"placements": [NOBODY]}, 422, "placements"),
        ({"exchange": NOBODY}, 422, "exchange"),
        ({"publisher": NOBODY}, 422, "publisher"),
        ({"starts_on": "2026-12-2"}, 400, "starts_on"),
        ({"starts_on": "2026-12-02", "ends_on": "2026-12-01"}, 422, "ends_on"),
    ):
        answer = klox_calls("post", "/deals", deal | {"code": "EQ-2"} | wrong)
        assert answer.status_code == status, answer.content
        assert list(answer.json()["errors"]) == [field]
    assert Deal.objects.count() == 1
