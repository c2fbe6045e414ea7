"""The programme's pages: what stands there, who decides, and what is said of faults."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from toile.portal.films import services as films
from toile.portal.showtimes.models import FilmMatch, NearYouRule
from toile.portal.showtimes.source import SourceError

SignIn = Callable[[str], Client]


@pytest.fixture
def read_now(
    world: Any,
    dataset: Any,
    line: Callable[..., Any],
    programme: Callable[..., Any],
) -> Any:
    """Today's programme: one film sure, one doubtful, one unknown, one unreadable."""
    now = timezone.now()
    soon = (now + datetime.timedelta(hours=5)).isoformat()
    dataset.lines = [
        line(showstart=soon),
        line(showstart=soon, filmdirector=""),
        line(showstart=soon, filmtitle="Fjord", filmdirector="Cristian Mungiu"),
        line(showstart="mardi"),
    ]
    programme(now)
    return now


def test_before_the_first_import_the_page_says_what_happens(
    world: Any, sign_in: SignIn
) -> None:
    page = sign_in("scare").get("/seances/").content.decode()
    assert "Le programme n’a pas encore été lu" in page
    assert "En service" in page


def test_the_union_sees_how_the_programme_stands(
    read_now: Any, sign_in: SignIn
) -> None:
    page = sign_in("scare").get("/seances/").content.decode()
    for said in ("Séances à venir", "Films à confirmer", "is no time"):
        assert said in page
    for counted in (4, 3):
        assert f"<dd>{counted}</dd>" in page


def test_a_failed_import_is_told_with_its_cause_and_what_is_in_force(
    read_now: Any,
    dataset: Any,
    programme: Callable[..., Any],
    sign_in: SignIn,
) -> None:
    dataset.failures = [(404, {}, b"")]
    with pytest.raises(SourceError):
        programme(read_now + datetime.timedelta(hours=1))
    page = sign_in("scare").get("/seances/").content.decode()
    assert "a échoué : its server answers 404" in page
    assert "reste en vigueur" in page


def test_the_union_turns_it_off_and_on(world: Any, sign_in: SignIn) -> None:
    scare = sign_in("scare")
    for value, enabled in (("off", False), ("off", False), ("on", True)):
        answer = scare.post("/seances/etat/", {"near_you": value})
        assert answer.status_code == 302
        assert NearYouRule.objects.get().enabled == enabled
    scare.post("/seances/etat/", {"near_you": "maybe"})
    assert NearYouRule.objects.get().enabled


def test_a_doubtful_film_is_confirmed_in_one_click(
    world: Any, read_now: Any, sign_in: SignIn
) -> None:
    match = FilmMatch.objects.get(status="doubtful")
    scare = sign_in("scare")
    page = scare.get("/seances/films/").content.decode()
    assert "même titre, réalisation non précisée" in page
    scare.post(
        f"/seances/films/{match.id}/",
        {"decision": "confirm", "film": match.film_id},
    )
    match.refresh_from_db()
    assert (match.status, match.film_id) == ("matched", world.film.id)
    assert match.decided_by == world.people.users["scare"]


def test_a_distributor_decides_on_films_like_its_own_alone(
    world: Any, read_now: Any, sign_in: SignIn
) -> None:
    match = FilmMatch.objects.get(status="doubtful")
    unknown = FilmMatch.objects.get(status="unmatched")
    other = films.add_film(world.people.other_distributor, title="Autre", allocine_id=9)
    condor = sign_in("condor")
    address = f"/seances/films/{match.id}/"
    assert "L&#x27;Ombre de Staline" in condor.get("/seances/films/").content.decode()
    assert condor.get(f"/seances/films/{unknown.id}/").status_code == 404
    assert sign_in("other_distributor").get(address).status_code == 404
    answer = condor.post(address, {"decision": "confirm", "film": other.id})
    assert answer.status_code == 422
    assert "n’est pas, ou plus, dans votre catalogue" in answer.content.decode()
    condor.post(address, {"decision": "reject"})
    match.refresh_from_db()
    assert match.status == "rejected"


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({}, "Choisissez de confirmer ou d’écarter."),
        ({"decision": "confirm"}, "Choisissez le film dont il s’agit."),
        ({"decision": "confirm", "film": "x" * 400}, "n’est pas, ou plus,"),
    ],
)
def test_an_answer_that_is_none_is_told_beside_its_field(
    read_now: Any, sign_in: SignIn, posted: dict[str, str], said: str
) -> None:
    match = FilmMatch.objects.get(status="unmatched")
    answer = sign_in("scare").post(f"/seances/films/{match.id}/", posted)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    match.refresh_from_db()
    assert match.decided_at is None


def test_every_state_has_its_list(read_now: Any, sign_in: SignIn) -> None:
    scare = sign_in("scare")
    for state in (*FilmMatch.Status.values, "nonsense"):
        answer = scare.get("/seances/films/", {"etat": state, "page": "x"})
        assert answer.status_code == 200
