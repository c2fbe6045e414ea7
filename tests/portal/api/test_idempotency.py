"""A POST that is sent twice with one key is done once."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from toile.portal.api import idempotency
from toile.portal.api.models import KeptAnswer
from toile.portal.campaigns import services
from toile.portal.campaigns.models import Campaign, Creative
from toile.portal.jobs.schedule import lines

Tokens = Callable[..., str]


@pytest.fixture
def send(world: Any, token_of: Tokens, call: Any) -> Callable[..., Any]:
    """Begin a campaign of a name, with a key."""
    token = token_of("condor")

    def begin(name: str, key: str, token: str = token) -> Any:
        body = {"film": world.film.id, "name": name}
        return call("POST", "/campaigns", token, body, Idempotency_Key=key)

    return begin


def test_the_same_request_gets_the_same_answer(send: Callable[..., Any]) -> None:
    first, second = send("Suite", "a"), send("Suite", "a")
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert Campaign.objects.filter(name="Suite").count() == 1
    assert send("Suite", "b").json()["id"] != first.json()["id"]


def test_a_refusal_is_kept_too(send: Callable[..., Any], world: Any) -> None:
    world.film.id = world.campaign.id  # nobody's film
    first, second = send("Suite", "a"), send("Suite", "a")
    assert first.status_code == second.status_code == 422
    assert first.json() == second.json()
    assert second.headers["Content-Type"] == "application/problem+json"


def test_a_key_serves_one_request(send: Callable[..., Any]) -> None:
    send("Suite", "a")
    answer = send("Autre", "a")
    assert answer.status_code == 422
    assert answer.json()["code"] == "idempotency-key-reused"
    assert not Campaign.objects.filter(name="Autre").exists()


def test_what_is_misshapen_leaves_its_key_free(
    send: Callable[..., Any], world: Any
) -> None:
    assert send(3, "a").status_code == 400  # type: ignore[arg-type]
    assert send("Suite", "a").status_code == 201


def test_a_key_is_its_tokens_own(send: Callable[..., Any], token_of: Tokens) -> None:
    first = send("Suite", "a")
    second = send("Suite", "a", token_of("condor"))
    assert second.status_code == 201
    assert first.json()["id"] != second.json()["id"]


@pytest.mark.parametrize("key", ["", "x" * 256, "a b", "é"])
def test_a_key_that_is_none_is_refused(send: Callable[..., Any], key: str) -> None:
    before = Campaign.objects.count()
    answer = send("Suite", key)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["Idempotency-Key"]
    assert Campaign.objects.count() == before


def test_an_upload_is_known_by_its_files_not_by_its_boundary(
    world: Any, token_of: Tokens, call: Any, make_image: Callable[..., bytes]
) -> None:
    token = token_of("condor")
    url = f"/campaigns/{world.campaign.id}/creatives"

    def upload(image: bytes) -> Any:
        poster = SimpleUploadedFile("a.png", image)
        form = {"name": "A", "poster": poster}
        return call("POST", url, token, form=form, Idempotency_Key="a")

    first, second = upload(make_image("PNG")), upload(make_image("PNG"))
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert Creative.objects.filter(name="A").count() == 1
    assert upload(make_image("JPEG")).json()["code"] == "idempotency-key-reused"


def test_an_answer_is_kept_for_a_day(send: Callable[..., Any]) -> None:
    first = send("Suite", "a")
    day = timezone.now() - datetime.timedelta(hours=24, seconds=1)
    KeptAnswer.objects.update(claimed_at=day)
    second = send("Suite", "a")
    assert first.json()["id"] != second.json()["id"]
    assert KeptAnswer.objects.count() == 1
    assert "api.forget" in lines()
    KeptAnswer.objects.update(claimed_at=day)
    assert idempotency.purge() == 1
    assert not KeptAnswer.objects.exists()


def test_a_fault_of_ours_leaves_nothing_behind(
    send: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(*_given: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(idempotency, "_keep", explode)
    with pytest.raises(RuntimeError):
        send("Suite", "a")
    assert not Campaign.objects.filter(name="Suite").exists()
    monkeypatch.undo()
    assert send("Suite", "a").status_code == 201


def test_a_claim_whose_process_died_is_taken_over(
    send: Callable[..., Any],
) -> None:
    send("Suite", "a")
    KeptAnswer.objects.update(status=None)
    waiting = send("Suite", "a")
    assert (waiting.status_code, waiting.json()["code"]) == (409, "request-under-way")
    assert waiting.headers["Retry-After"] == "1"
    KeptAnswer.objects.update(claimed_at=timezone.now() - datetime.timedelta(minutes=2))
    assert send("Suite", "a").status_code == 201
    assert Campaign.objects.filter(name="Suite").count() == 2


def test_an_owner_that_was_slow_is_undone_when_its_claim_is_gone(
    send: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = services.add_campaign

    def slowly(*given: Any) -> Any:
        made = begin(*given)
        KeptAnswer.objects.update(claimed_at=timezone.now())
        return made

    monkeypatch.setattr(services, "add_campaign", slowly)
    answer = send("Suite", "a")
    assert (answer.status_code, answer.json()["code"]) == (409, "request-under-way")
    assert not Campaign.objects.filter(name="Suite").exists()


def test_a_twin_that_comes_meanwhile_is_told_to_wait(
    send: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    act, twins = idempotency._act, []

    def meanwhile(*given: Any) -> Any:
        twins.append(send("Suite", "a"))
        return act(*given)

    monkeypatch.setattr(idempotency, "_act", meanwhile)
    assert send("Suite", "a").status_code == 201
    (twin,) = twins
    assert (twin.status_code, twin.json()["code"]) == (409, "request-under-way")
    assert Campaign.objects.filter(name="Suite").count() == 1
