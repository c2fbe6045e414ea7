"""Tokens are made, shown once, noted in the trail, and revoked."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from toile.portal.audit.models import AuditEntry
from toile.portal.audit.selectors import first_broken
from toile.portal.tokens.models import ApiToken
from toile.portal.tokens.scopes import OFFERED, Scope

SignIn = Callable[[str], Client]
LIST = "/jetons/"
GIVEN = {"name": " Rapport ", "scopes": ["campaigns:read"], "days": "90"}


def shown_token(page: str) -> str:
    found = re.search(r"<code>(toile_[\w-]{40})</code>", page)
    return found[1] if found else ""


def test_a_token_is_shown_once_and_opens_what_it_may(
    world: Any, sign_in: SignIn
) -> None:
    condor = sign_in("condor")
    made = condor.post(LIST, GIVEN)
    assert made.status_code == 302
    cookie = made.cookies["toile_new_token"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == LIST
    page = condor.get(LIST)
    token = shown_token(page.content.decode())
    assert token
    assert page.headers["Cache-Control"] == "no-store"
    again = condor.get(LIST).content.decode()
    assert token not in again
    assert token[:12] in again
    headers = {"Authorization": f"Bearer {token}"}
    answer: Any = Client().get("/api/v1/me", headers=headers)
    assert answer.json()["token"] == "Rapport"
    assert answer.json()["scopes"] == ["campaigns:read"]


def test_the_trail_tells_who_made_and_revoked_it_but_not_its_text(
    world: Any, sign_in: SignIn
) -> None:
    condor = sign_in("condor")
    condor.post(LIST, GIVEN)
    text = shown_token(condor.get(LIST).content.decode())
    token = ApiToken.objects.get()
    editor = sign_in("condor_editor")
    for _twice in range(2):
        url = reverse("tokens:revoke", args=[token.id])
        page = editor.post(url, follow=True).content.decode()
    assert "révoqué" in page
    noted = AuditEntry.objects.filter(subject_kind="apitoken").order_by("id")
    assert [(one.action, one.actor) for one in noted] == [
        ("token.added", world.people.users["condor"]),
        ("token.revoked", world.people.users["condor_editor"]),
    ]
    for one in noted:
        assert text not in str(one.details)
        assert one.organisation == world.people.condor
    assert first_broken() is None
    headers = {"Authorization": f"Bearer {text}"}
    assert Client().get("/api/v1/me", headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": "  "}, "Ce champ est obligatoire."),
        ({"name": "x" * 81}, "au plus 80 caractères"),
        ({"scopes": []}, "Cochez au moins un droit."),
        ({"scopes": ["audit:read"]}, "audit:read"),
        ({"days": "3650"}, "3650"),
    ],
)
def test_a_fault_is_told_beside_its_field_and_nothing_typed_is_lost(
    world: Any, sign_in: SignIn, change: dict[str, Any], told: str
) -> None:
    answer = sign_in("condor").post(LIST, GIVEN | {"name": "Mon 🎬"} | change)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "name" in change or "Mon 🎬" in page
    assert not ApiToken.objects.exists()


def test_nobody_can_plant_a_token_to_be_shown(world: Any, sign_in: SignIn) -> None:
    condor = sign_in("condor")
    condor.cookies["toile_new_token"] = f"x toile_{'x' * 40}"
    assert shown_token(condor.get(LIST).content.decode()) == ""


def test_another_organisations_token_is_not_shown_after_a_change_of_seat(
    world: Any, sign_in: SignIn
) -> None:
    made = sign_in("condor").post(LIST, GIVEN)
    royal = sign_in("royal")
    royal.cookies["toile_new_token"] = made.cookies["toile_new_token"].value
    assert shown_token(royal.get(LIST).content.decode()) == ""


def test_the_empty_page_says_what_to_do(world: Any, sign_in: SignIn) -> None:
    assert "Créez-en un ci-dessous" in sign_in("royal").get(LIST).content.decode()
    viewer = sign_in("royal_viewer").get(LIST).content.decode()
    assert "Les responsables et les gestionnaires" in viewer
    assert '<form method="post" class="form"' not in viewer


def test_each_kind_is_offered_its_own_scopes(world: Any, sign_in: SignIn) -> None:
    for person, kind in (("royal", "cinema"), ("scare", "union"), ("klox", "operator")):
        page = sign_in(person).get(LIST).content.decode()
        offered = set(re.findall(r'name="scopes" value="([^"]+)"', page))
        assert offered == {scope.value for scope in OFFERED[kind]}
    assert {scope for scopes in OFFERED.values() for scope in scopes} == set(Scope)
