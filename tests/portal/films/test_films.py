"""A distributor keeps its films; each wrong answer is told and nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval, Comment
from toile.portal.films.catalogue.importing import import_list
from toile.portal.films.models import Film, FilmRecord

SignIn = Callable[[str], Client]
KEY = "01HZZZZZZZZZZZZZZZZZZZZZZ9"
GOOD = {
    "key": KEY,
    "title": "Cold War 🎬",
    "director": "Pawel Pawlikowski",
    "year": "2018",
    "visa": "146225",
    "allocine_id": "https://www.allocine.fr/film/fichefilm_gen_cfilm=240850.html",
    "rating": "tous publics",
    "synopsis": "Une histoire.",
}


def test_a_record_fills_the_form(world: Any, sign_in: SignIn) -> None:
    del world
    csv = "VISA;TITRE;REALISATEUR;Date\n146225;Cold war;PAWLIKOWSKI Pawel;2018\n"
    import_list(csv.encode(), "cnc.csv")
    found = FilmRecord.objects.get()
    page = sign_in("condor").get(f"/films/nouveau/?q=cold&fiche={found.pk}")
    said = page.content.decode()
    assert 'value="Pawel Pawlikowski"' in said
    assert 'value="146225"' in said
    for nonsense in ("x", "٣", "9" * 40, ""):
        assert sign_in("condor").get(f"/films/nouveau/?fiche={nonsense}").status_code


def test_a_film_is_added_once_and_its_title_goes_to_the_union(
    world: Any, sign_in: SignIn
) -> None:
    condor = sign_in("condor")
    for _ in range(2):
        answer = condor.post("/films/nouveau/", GOOD)
        assert answer.headers["Location"] == f"/films/{KEY}/"
    film = Film.objects.get(pk=KEY)
    assert (film.allocine_id, film.visa) == (240850, "146225")
    assert Approval.objects.filter(subject_id=KEY).count() == 1
    assert world.people.condor == film.distributor


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "obligatoire"),
        ("title", "x" * 201, "200 caractères"),
        ("year", "1492", "1895"),
        ("year", "l’an 2000", "nombre entier"),
        ("visa", "12-34", "que des chiffres"),
        ("allocine_id", "https://example.org/", "seules les pages de"),
        ("allocine_id", "265414", "déjà celle de « L&#x27;Ombre de Staline »"),
        ("rating", "-3", "en fait pas partie"),
        ("synopsis", "x" * 1_501, "1500 caractères"),
    ],
)
def test_a_wrong_answer_is_told_and_the_others_stay(
    world: Any, sign_in: SignIn, field: str, value: str, said: str
) -> None:
    del world
    answer = sign_in("condor").post("/films/nouveau/", GOOD | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page.replace("\u202f", "").replace("\xa0", "")
    if field != "director":
        assert "Pawel Pawlikowski" in page
    assert Film.objects.count() == 1


def test_a_forged_key_is_replaced(world: Any, sign_in: SignIn) -> None:
    del world
    answer = sign_in("condor").post("/films/nouveau/", GOOD | {"key": "../../etc"})
    assert answer.status_code == 302
    assert Film.objects.get(allocine_id=240850).pk != "../../etc"


def test_another_title_goes_back_to_the_union_and_a_synopsis_does_not(
    world: Any, sign_in: SignIn
) -> None:
    condor = sign_in("condor")
    edit = reverse("films:edit", args=[world.film.id])
    facts = GOOD | {"title": world.film.title, "allocine_id": "265414"}
    condor.post(edit, facts)
    asked = Approval.objects.filter(subject_id=world.film.id)
    assert asked.count() == 1
    condor.post(edit, facts | {"title": "Autre titre"})
    assert asked.count() == 2
    listed = condor.get("/films/").content.decode()
    assert "Autre titre" in listed
    assert "en attente" in listed
    assert "Autre titre" not in condor.get("/films/?approval=approved").content.decode()


def test_a_refusal_is_read_and_answered(world: Any, sign_in: SignIn) -> None:
    film = world.film
    asked = approvals.ask_again("film", film.id, film.title, film.distributor)
    approvals.refuse(asked.id, world.people.users["scare"], "Le titre est un autre.")
    page = reverse("films:detail", args=[film.id])
    assert "Le titre est un autre." in sign_in("condor").get(page).content.decode()
    write = reverse("films:write", args=[film.id])
    for _ in range(2):
        sign_in("condor").post(write, {"key": KEY, "text": "C’est le titre français."})
    assert Comment.objects.count() == 1
    assert "C’est le titre français." in sign_in("scare").get(page).content.decode()
    empty = sign_in("condor").post(write, {"key": KEY, "text": "  "})
    assert empty.status_code == 422


def test_the_list_asks_no_more_for_many_films(
    world: Any, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    Film.objects.bulk_create(
        Film(distributor=world.people.condor, title=f"Film {n}", allocine_id=n)
        for n in range(1, 200)
    )
    condor = sign_in("condor")
    with django_assert_max_num_queries(12):
        assert condor.get("/films/").status_code == 200
