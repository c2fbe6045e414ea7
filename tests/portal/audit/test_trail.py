"""The trail: narrowed, searched, exported, its chain followed in bounded pieces."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from toile.portal.audit import chain
from toile.portal.audit.chain import chain_state, check_on
from toile.portal.audit.models import AuditEntry
from toile.portal.audit.services import record

SignIn = Callable[[str], Client]


def rows(client: Client, query: str) -> str:
    page = client.get(f"/audit/?{query}").content.decode()
    return page.partition("<tbody>")[2]


@pytest.fixture
def deeds(world: Any) -> None:
    scare = world.people.users["scare"]
    record(
        "site_verdict.suspended",
        "site",
        world.site.id,
        actor=scare,
        organisation=world.people.royal,
        details={"name": "leroyal", "reason": "Bandeau absent"},
    )


@pytest.mark.parametrize(
    "query",
    [
        "q=bandeau+absent",
        "who=owner+of+scare",
        "who=SCARE@toile",
        "organisation=royal&action=site_verdict.suspended",
        "action=site_verdict.suspended",
        "kind=site&q=leroyal",
        f"first={timezone.localdate().isoformat()}&q=bandeau",
    ],
)
def test_an_entry_is_found(deeds: None, sign_in: SignIn, query: str) -> None:
    found = rows(sign_in("scare"), query)
    assert "Bandeau absent" in found
    assert "Campagne commencée" not in found


def test_what_lies_outside_is_not(deeds: None, sign_in: SignIn) -> None:
    before = timezone.localdate() - datetime.timedelta(days=1)
    client = sign_in("scare")
    assert "Bandeau" not in rows(client, f"last={before.isoformat()}")
    assert "Bandeau" not in rows(client, "who=toile")
    assert client.get("/audit/?first=hier&action=rien&page=99").status_code == 200


def test_an_entry_leads_to_its_subject(
    world: Any, deeds: None, sign_in: SignIn
) -> None:
    found = rows(sign_in("scare"), "q=bandeau")
    assert f'href="/accords/sites/{world.site.id}/"' in found


def test_the_export_holds_the_whole_fingerprint(deeds: None, sign_in: SignIn) -> None:
    entry = AuditEntry.objects.first()
    assert entry is not None
    file = sign_in("scare").get("/audit/?q=bandeau&export=csv").content.decode()
    assert entry.hash in file
    assert file.count("\n") == 2


def test_the_page_says_that_the_chain_is_whole(deeds: None, sign_in: SignIn) -> None:
    assert "Chaîne intacte" in sign_in("scare").get("/audit/").content.decode()


def test_a_long_chain_is_followed_piece_by_piece(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "TAIL", 3)
    monkeypatch.setattr(chain, "AT_ONCE", 5)
    scare = world.people.users["scare"]
    total = AuditEntry.objects.count()
    assert not chain_state().whole
    checked = 0
    while checked < total:
        check = check_on(scare)
        assert check.entries == min(total, checked + 5)
        checked = check.entries
    assert chain_state().whole
    record("film.added", "film", "x")
    assert chain_state().whole  # the newest ones are followed by the page itself


@pytest.mark.parametrize("which", ["first", "last"])
def test_a_change_past_the_portal_is_found(
    world: Any, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    monkeypatch.setattr(chain, "TAIL", 3)
    ids = AuditEntry.objects.order_by("id").values_list("id", flat=True)
    changed = {"first": ids[1], "last": list(ids)[-1]}[which]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger' "
            "AND tbl_name='audit_auditentry'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("UPDATE audit_auditentry SET action='x' WHERE id=%s", [changed])
    check = check_on(world.people.users["scare"])
    assert check.broken_id == changed
    assert chain_state().broken_id == changed
    if which == "last":
        assert chain_state().tail.broken_id == changed


def test_the_page_asks_no_more_of_a_longer_trail(
    world: Any, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for number in range(300):
        record("film.added", "film", str(number))
    client = sign_in("scare")
    # One of them counts the agreements that wait for the union, for the menu.
    with django_assert_max_num_queries(13):
        client.get("/audit/")
