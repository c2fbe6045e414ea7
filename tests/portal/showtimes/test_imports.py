"""An import takes in what is good, tells what is not, and empties no programme."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from clock import FIXED_NOON
from toile.portal.agreements import services as agreements
from toile.portal.audit.models import AuditEntry
from toile.portal.cinemas import services as cinemas
from toile.portal.films import services as films
from toile.portal.showtimes import selectors, services
from toile.portal.showtimes.models import FilmMatch, Import, ImportFault, Screening
from toile.portal.showtimes.services.imports import AlreadyRunningError
from toile.portal.showtimes.source import SourceError
from toile.wire.near_you import NearCinema, NearScreening

HOUR = datetime.timedelta(hours=1)
ELDORADO = "2001234"
Line = Callable[..., dict[str, Any]]
Programme = Callable[..., Import]


def ms(hours: float) -> int:
    return int((FIXED_NOON + hours * HOUR).timestamp() * 1000)


def held() -> list[tuple[str, str]]:
    rows = Screening.objects.order_by("starts_at", "cinema__name")
    return [(row.cinema.name, row.match.title) for row in rows]


def near(world: Any, now: datetime.datetime = FIXED_NOON) -> Any:
    found = selectors.programmes({world.film.allocine_id}, selectors.members(now), now)
    return found.get(world.film.allocine_id, {})


def test_screenings_of_members_are_kept_and_all_others_counted(
    world: Any, dataset: Any, line: Line, programme: Programme
) -> None:
    dataset.last_modified = "Fri, 20 Nov 2026 09:00:00 GMT"
    dataset.lines = [
        line(2),
        line(2),  # two auditoriums, or a till that sent it twice
        line(3, cineid=ELDORADO),
        line(3, cineid="9999999"),
        line(4, showstart="?"),
    ]
    done = programme()
    assert (done.status, done.cause) == (Import.Status.DONE, "")
    counted = (done.read, done.kept, done.twice, done.elsewhere, done.faulty)
    assert counted == (5, 2, 1, 1, 1)
    assert done.lag == 3 * HOUR
    assert [name for name, _title in held()] == ["Le Royal", "Eldorado"]
    (fault,) = ImportFault.objects.all()
    assert "is no time" in fault.cause


def test_the_next_import_changes_only_what_has_changed(
    dataset: Any, line: Line, programme: Programme
) -> None:
    dataset.lines = [line(2), line(4), line(6)]
    programme()
    kept = set(Screening.objects.values_list("pk", flat=True)[:2])
    revision = selectors.rule().revision
    programme()
    assert selectors.rule().revision == revision, "nothing changed"
    dataset.lines = [*dataset.lines[:2], line(8)]
    programme()
    assert Screening.objects.count() == 3
    assert set(Screening.objects.values_list("pk", flat=True)) > kept
    assert selectors.rule().revision > revision


@pytest.mark.parametrize(
    "failure",
    [
        [(500, {}, b"")] * 4,
        [(200, {}, b"<html>")],
        [(200, {}, b'{"total": 0, "results": []}')],
        [(200, {}, b'{"total": 2, "results": [{"a": 1}, {"a": 2}]}')],
    ],
)
def test_the_last_good_programme_stays_when_an_import_fails(
    dataset: Any, line: Line, programme: Programme, failure: list[Any]
) -> None:
    dataset.lines = [line(2), line(4)]
    programme()
    before = held()
    dataset.failures = failure
    with pytest.raises(SourceError):
        programme(FIXED_NOON + HOUR)
    assert held() == before
    failed = Import.objects.first()
    assert failed is not None
    assert failed.status == Import.Status.FAILED
    assert failed.cause
    board = selectors.overview(FIXED_NOON + HOUR)
    assert board.last_good is not None
    assert board.last_good.started_at == FIXED_NOON
    programme(FIXED_NOON + 2 * HOUR)


def test_what_has_not_changed_is_not_read_again_but_the_past_is_forgotten(
    dataset: Any, line: Line, programme: Programme
) -> None:
    dataset.etag, dataset.lines = '"v1"', [line(2), line(40)]
    programme()
    done = programme(FIXED_NOON + 20 * HOUR)
    assert (done.status, done.kept, done.etag) == (Import.Status.UNCHANGED, 2, '"v1"')
    assert len(held()) == 1
    assert dataset.headers[1]["if-none-match"] == '"v1"'


def test_a_cinema_that_joined_since_is_looked_for_in_an_unchanged_programme(
    world: Any, dataset: Any, line: Line, programme: Programme
) -> None:
    dataset.etag, dataset.lines = '"v1"', [line(2), line(3, cineid="1008531")]
    programme()
    cinemas.add_cinema(
        world.people.royal, name="Grand Action", commune="Paris", cnc_number="8531"
    )
    assert programme(FIXED_NOON + HOUR / 2).kept == 2


def test_two_imports_never_run_at_once_but_a_dead_one_holds_up_none(
    dataset: Any, line: Line, programme: Programme
) -> None:
    dataset.lines = [line(2)]
    Import.objects.create(started_at=FIXED_NOON - datetime.timedelta(minutes=1))
    with pytest.raises(AlreadyRunningError):
        programme()
    assert programme(FIXED_NOON + HOUR).status == Import.Status.DONE
    assert not Import.objects.filter(status=Import.Status.RUNNING).exists()


def test_a_film_is_recognised_only_when_nobody_could_doubt_it(
    world: Any, dataset: Any, line: Line, programme: Programme
) -> None:
    dataset.lines = [
        line(2, filmtitle="L Ombre De Staline", filmdirector="HOLLAND Agnieszka"),
        line(3, filmdirector=""),
        line(4, filmtitle="Fjord", filmdirector="Cristian Mungiu"),
    ]
    programme()
    found = FilmMatch.objects.order_by("screenings__starts_at")
    assert [(one.status, one.film_id) for one in found] == [
        ("matched", world.film.id),
        ("doubtful", world.film.id),
        ("unmatched", None),
    ]
    (house,) = near(world)["83"]
    assert house == NearCinema("Le Royal", "Toulon", (NearScreening(ms(2)),))


def test_two_writings_of_one_film_are_one(
    dataset: Any, line: Line, programme: Programme
) -> None:
    dataset.lines = [
        line(2),
        line(3, filmtitle="OMBRE DE STALINE (L')", filmdirector="HOLLAND Agnieszka"),
    ]
    programme()
    assert FilmMatch.objects.count() == 1


def test_a_film_that_is_announced_later_is_recognised_then(
    world: Any, dataset: Any, line: Line, programme: Programme
) -> None:
    dataset.lines = [line(2, filmtitle="Fjord", filmdirector="Cristian Mungiu")]
    programme()
    made = films.add_film(
        world.people.condor, title="Fjord", director="Cristian Mungiu", allocine_id=7
    )
    programme()
    match = FilmMatch.objects.get()
    assert (match.status, match.film_id) == ("matched", made.id)


def test_a_person_decides_and_no_import_goes_back_on_it(
    world: Any, dataset: Any, line: Line, programme: Programme
) -> None:
    dataset.lines = [line(2, filmdirector=""), line(3)]
    programme()
    doubtful = FilmMatch.objects.get(status="doubtful")
    sure = FilmMatch.objects.get(status="matched")
    revision = selectors.rule().revision
    scare = world.people.users["scare"]
    services.confirm(doubtful, world.film, scare)
    services.reject(sure, scare)
    assert selectors.rule().revision == revision + 2
    programme()
    doubtful.refresh_from_db()
    sure.refresh_from_db()
    assert (doubtful.status, doubtful.decided_by) == ("matched", scare)
    assert (sure.status, sure.film) == ("rejected", None)
    told = AuditEntry.objects.filter(subject_kind="film_match").order_by("id")
    assert [(entry.action, entry.actor) for entry in told] == [
        ("film_match.confirmed", scare),
        ("film_match.rejected", scare),
    ]
    (house,) = near(world)["83"]
    assert house.screenings == (NearScreening(ms(2)),)


def test_an_ad_tells_a_few_cinemas_and_screenings_of_the_coming_week(
    world: Any, dataset: Any, line: Line, programme: Programme
) -> None:
    dataset.lines = [
        line(-1),
        *(line(hours, filmversion="VOST") for hours in (30, 2, 26, 50)),
        line(1, cineid=ELDORADO),
        line(24 * 8, cineid=ELDORADO),
    ]
    programme()
    eldorado, royal = near(world)["83"]
    assert eldorado.screenings == (NearScreening(ms(1)),)
    told = [(one.starts_ms, one.version) for one in royal.screenings]
    assert told == [(ms(2), "VOST"), (ms(26), "VOST"), (ms(30), "VOST")]


def test_a_cinema_that_is_no_member_any_more_is_not_named(
    world: Any, dataset: Any, line: Line, programme: Programme
) -> None:
    dataset.lines = [line(2)]
    programme()
    agreements.terminate(world.agreement, FIXED_NOON.date())
    assert near(world) == {}


def test_the_programme_of_many_films_takes_two_queries(
    world: Any,
    dataset: Any,
    line: Line,
    programme: Programme,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    dataset.lines = [
        line(1 + n / 10, cineid=(n % 2 and ELDORADO) or "7429951") for n in range(400)
    ]
    programme()
    named = selectors.members(FIXED_NOON)
    with django_assert_max_num_queries(2):
        selectors.programmes(
            set(range(500)) | {world.film.allocine_id}, named, FIXED_NOON
        )
    with django_assert_max_num_queries(6):
        selectors.overview(FIXED_NOON)


def test_the_switch_is_turned_once_and_told_in_the_trail(world: Any) -> None:
    scare = world.people.users["scare"]
    assert not services.switch(on=True, by=scare), "it is on from the beginning"
    assert services.switch(on=False, by=scare)
    assert not services.switch(on=False, by=scare)
    assert not selectors.rule().enabled
    assert services.switch(on=True, by=scare)
    told = AuditEntry.objects.filter(subject_kind="near_you").order_by("id")
    assert [entry.action for entry in told] == ["near_you.off", "near_you.on"]
