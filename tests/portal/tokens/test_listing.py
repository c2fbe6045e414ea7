"""The tokens as a table: sorted, narrowed, paged, exported like all others."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from toile.portal.tokens.models import ApiToken

SignIn = Callable[[str], Client]
LIST = "/jetons/"
YEAR = datetime.timedelta(days=365)


@pytest.fixture
def tokens(world: Any) -> None:
    """Condor's: one that holds, one expired, one revoked; and one of the Royal."""
    people = world.people
    now = timezone.now()
    rows = [
        ("Rapport", people.condor, now + YEAR, None),
        ("Ancien", people.condor, now - YEAR, None),
        ("Perdu", people.condor, now + YEAR, now),
        ("Royal", people.royal, now + YEAR, None),
    ]
    for name, organisation, expires_at, revoked_at in rows:
        ApiToken.objects.create(
            user=people.users["condor"],
            organisation=organisation,
            name=name,
            prefix=f"toile_{name[:4]}",
            digest=name,
            scopes=["campaigns:read"],
            expires_at=expires_at,
            revoked_at=revoked_at,
        )


def names(client: Client, **given: str) -> list[str]:
    rows = client.get(LIST, given).context["listing"].table.rows
    return [row.record.name for row in rows]


def test_they_are_sorted_as_the_address_says(tokens: None, sign_in: SignIn) -> None:
    condor = sign_in("condor")
    assert names(condor, sort="name") == ["Ancien", "Perdu", "Rapport"]
    assert names(condor, sort="-name") == ["Rapport", "Perdu", "Ancien"]
    assert names(condor, sort="standing") == ["Rapport", "Ancien", "Perdu"]


def test_they_are_narrowed_by_words_scope_and_state(
    tokens: None, sign_in: SignIn
) -> None:
    condor = sign_in("condor")
    assert names(condor, q="rappo") == ["Rapport"]
    assert names(condor, scope="films") == []
    assert len(names(condor, scope="campaigns:read")) == 3
    for state, name in [("active", "Rapport"), ("expired", "Ancien"),
                        ("revoked", "Perdu")]:  # fmt: skip
        assert names(condor, state=state) == [name]


def test_the_file_holds_no_button_and_no_other_organisations_token(
    tokens: None, sign_in: SignIn
) -> None:
    answer = sign_in("condor").get(LIST, {"export": "csv", "sort": "name"})
    head, *rows = answer.content.decode("utf-8-sig").splitlines()
    assert head.startswith("Nom;Droits;État;Créé par;")
    assert "Actions" not in head
    assert [row.split(";")[2] for row in rows] == ["expiré", "révoqué", "actif"]
    assert "Royal" not in "".join(row.split(";")[0] for row in rows)


def test_a_viewer_finds_no_button_and_a_token_that_ended_has_none(
    tokens: None, sign_in: SignIn
) -> None:
    assert sign_in("condor").get(LIST).content.decode().count("/revoquer/") == 1
    assert "/revoquer/" not in sign_in("condor_viewer").get(LIST).content.decode()


def test_a_file_asked_for_meanwhile_does_not_swallow_the_new_token(
    tokens: None, sign_in: SignIn
) -> None:
    condor = sign_in("condor")
    condor.post(LIST, {"name": "Neuf", "scopes": ["films:read"], "days": "90"})
    condor.get(LIST, {"export": "csv"})
    assert "Votre nouveau jeton" in condor.get(LIST).content.decode()
    assert "Votre nouveau jeton" not in condor.get(LIST).content.decode()
