"""Who calls: a token is worth what its maker may do at that moment, and no more."""

import datetime
import time
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from toile.portal.accounts.models import Membership
from toile.portal.campaigns.models import Campaign
from toile.portal.tokens.models import ApiToken
from toile.portal.tokens.scopes import Scope

Tokens = Callable[..., str]


def told(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize("header", ["", "Basic eDp5", "Bearer", "Bearer ", "Bearer x"])
def test_without_a_token_one_is_asked_for(world: Any, header: str) -> None:
    sent = {"Authorization": header} if header else {}
    answer: Any = Client().get("/api/v1/campaigns", headers=sent)
    assert told(answer) == (401, "invalid-token")
    assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="toile"')
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_session_opens_nothing(world: Any, sign_in: Callable[[str], Client]) -> None:
    answer = sign_in("condor").get("/api/v1/campaigns")
    assert told(answer) == (401, "invalid-token")


def test_only_a_hash_is_kept(world: Any, token_of: Tokens) -> None:
    text = token_of("condor")
    kept = ApiToken.objects.values().get()
    assert all(text not in str(value) for value in kept.values())


@pytest.mark.parametrize(
    "change",
    [
        {"revoked_at": timezone.now()},
        {"expires_at": timezone.now() - datetime.timedelta(seconds=1)},
    ],
)
def test_a_token_ends(
    world: Any, token_of: Tokens, call: Any, change: dict[str, Any]
) -> None:
    token = token_of("condor")
    assert call("GET", "/me", token).status_code == 200
    ApiToken.objects.update(**change)
    assert told(call("GET", "/me", token)) == (401, "invalid-token")


def test_a_lost_role_counts_at_once(world: Any, token_of: Tokens, call: Any) -> None:
    token = token_of("condor_editor")
    draft = {"film": world.film.id, "name": "Suite"}
    assert call("POST", "/campaigns", token, draft).status_code == 201
    seat = Membership.objects.filter(user=world.people.users["condor_editor"])
    seat.update(role=Membership.Role.VIEWER)
    assert told(call("POST", "/campaigns", token, draft)) == (403, "read-only-role")
    assert call("GET", "/campaigns", token).status_code == 200
    assert call("GET", "/me", token).json()["role"] == "viewer"
    seat.delete()
    assert told(call("GET", "/campaigns", token)) == (401, "invalid-token")
    assert Campaign.objects.filter(name="Suite").count() == 1


def test_a_closed_account_closes_its_tokens(
    world: Any, token_of: Tokens, call: Any
) -> None:
    token = token_of("condor")
    person = world.people.users["condor"]
    person.is_active = False
    person.save()
    assert told(call("GET", "/me", token)) == (401, "invalid-token")


def test_a_token_acts_for_its_organisation_alone(
    world: Any, token_of: Tokens, call: Any
) -> None:
    token = token_of("condor")
    person = world.people.users["condor"]
    Membership.objects.create(
        user=person, organisation=world.people.scare, role=Membership.Role.OWNER
    )
    assert call("GET", "/me", token).json()["organisation"]["name"] == "Condor"
    assert told(call("GET", "/audit", token)) == (403, "insufficient-scope")


def test_too_many_calls_wait_for_the_next_minute(
    world: Any,
    token_of: Tokens,
    call: Any,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.TOILE = msgspec.structs.replace(settings.TOILE, api_calls=3)
    at = 1_800_000_010.0
    monkeypatch.setattr(time, "time", lambda: at)
    token, other = token_of("condor"), token_of("condor")
    answers = [call("GET", "/me", token).status_code for _ in range(3)]
    assert answers == [200, 200, 200]
    refused = call("GET", "/me", token)
    assert told(refused) == (429, "too-many-requests")
    assert refused.headers["Retry-After"] == "51"
    assert call("GET", "/me", other).status_code == 200
    at += int(refused.headers["Retry-After"])
    assert call("GET", "/me", token).status_code == 200


def test_its_last_use_is_noted_at_most_once_a_minute(
    world: Any,
    token_of: Tokens,
    call: Any,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    token = token_of("condor")
    with django_assert_num_queries(3):
        call("GET", "/me", token)
    noted = ApiToken.objects.get().last_used_at
    assert noted
    with django_assert_num_queries(2):
        call("GET", "/me", token)
    assert ApiToken.objects.get().last_used_at == noted


def test_a_body_has_the_documented_media_type(
    world: Any, token_of: Tokens, call: Any
) -> None:
    token = token_of("condor")
    before = Campaign.objects.count()
    answer = call("POST", "/campaigns", token, form={"name": "x"})
    assert told(answer) == (415, "unsupported-media-type")
    assert Campaign.objects.count() == before


def test_each_refusal_names_the_field_and_says_what_to_do(
    world: Any, token_of: Tokens, call: Any
) -> None:
    token = token_of("condor")
    shape = call("POST", "/campaigns", token, {"nam": "x", "film": 3})
    assert told(shape) == (400, "invalid-request")
    assert shape.json()["errors"] == {
        "name": ["Ce champ est obligatoire."],
        "nam": ["Ce champ est inconnu : retirez-le."],
        "film": ["Donnez un texte."],
    }
    film = {"title": "\x00", "allocine_id": 1}
    rule = call("POST", "/films", token, film)
    assert told(rule) == (422, "refused")
    assert list(rule.json()["errors"]) == ["title"]
    again = {"title": "Le même", "allocine_id": world.film.allocine_id}
    twice = call("POST", "/films", token, again)
    assert told(twice) == (422, "refused")
    assert list(twice.json()["errors"]) == ["allocine_id"]


def test_a_scope_is_no_wider_than_the_kind(
    world: Any, token_of: Tokens, call: Any
) -> None:
    token = token_of("condor", [Scope.APPROVALS_DECIDE, Scope.AUDIT_READ])
    assert told(call("GET", "/audit", token)) == (403, "other-kind")
