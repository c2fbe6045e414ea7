"""One's own activity as a table: sorted, narrowed, paged, exported."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from toile.portal.audit.services import record
from toile.portal.ui.tables.listing import PER_PAGE

SignIn = Callable[[str], Client]
OWN = "/compte/activite/"


@pytest.fixture
def client(world: Any, sign_in: SignIn) -> Client:
    """Condor's owner, with more deeds than a page holds; and a deed of another."""
    users = world.people.users
    client = sign_in("condor")
    for _each in range(PER_PAGE):
        record(
            "account.signed_in",
            "user",
            users["condor"].pk,
            actor=users["condor"],
            details={"means": ["password", "totp"]},
        )
    record("account.app_added", "user", users["condor"].pk, actor=users["condor"])
    record("account.locked_out", "user", users["royal"].pk)
    return client


def words(client: Client, **given: str) -> list[str]:
    table = client.get(OWN, given).context["listing"].table
    return [row.get_cell("action") for row in table.paginated_rows]


def test_the_newest_come_first_a_page_at_a_time(client: Client) -> None:
    first = words(client)
    assert len(first) == PER_PAGE
    assert first[0] == "Application de codes reliée"
    assert "Connexion (mot de passe, code de l’application)" in words(client, page="2")


def test_they_are_sorted_and_narrowed(client: Client) -> None:
    assert words(client, sort="at")[0].startswith("Connexion")
    assert words(client, action="account.app_added") == ["Application de codes reliée"]
    assert words(client, last="2020-01-01") == []
    page = client.get(OWN, {"last": "2020-01-01"}).content.decode()
    assert "Aucune ligne ne correspond" in page


def test_the_file_holds_every_deed_of_ones_own_and_no_others(client: Client) -> None:
    answer = client.get(OWN, {"export": "csv"})
    head, *rows = answer.content.decode("utf-8-sig").splitlines()
    assert head == "Date;Quoi"
    assert len(rows) > PER_PAGE
    assert "bloquée" not in "".join(rows)
