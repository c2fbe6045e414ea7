"""The demo's open data: the cinemas' own pages, in the words of tills, page by page."""

import datetime

import msgspec
import pytest

from toile.ops.bench.serving import free_port
from toile.ops.demo import world
from toile.ops.demo.sites import Addresses
from toile.ops.demo.sites.open_data import PATH, lines, programme
from toile.ops.demo.sites.programme import films_of, week
from toile.ops.demo.sites.server import Sites
from toile.portal.showtimes.source import SourceError, read
from toile.wire.clock import PARIS, now_ms, to_datetime

A_MONDAY_NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
FACTS = world.load()
ADDRESS = "http://127.0.0.1:8200"


def test_the_dataset_holds_what_the_cinemas_pages_show() -> None:
    royal, film = FACTS.cinemas[0], FACTS.films[0]
    told = [
        datetime.datetime.fromisoformat(line["showstart"]).astimezone(PARIS)
        for line in programme(FACTS, A_MONDAY_NOON)
        if line["cineid"] == royal.cineid
        and "mbre" in line["filmtitle"].lower()
        and "taline" in line["filmtitle"].lower()
    ]
    shown = [
        (entry.day.isoformat(), at)
        for entry in week(royal, film, A_MONDAY_NOON.astimezone(PARIS).date())
        for at in entry.times
    ]
    assert film in films_of(FACTS, royal)
    assert [(f"{one:%Y-%m-%d}", f"{one:%H:%M}") for one in told] == shown


def test_what_has_begun_is_not_asked_for() -> None:
    found = lines(FACTS, {"size": "10000"}, A_MONDAY_NOON, ADDRESS)
    assert found is not None
    results = msgspec.json.decode(found.body)["results"]
    assert results
    assert min(line["showstart"] for line in results) >= A_MONDAY_NOON.isoformat()


def test_tills_write_films_in_their_own_ways() -> None:
    written = {
        (line["filmtitle"], line["filmdirector"])
        for line in programme(FACTS, A_MONDAY_NOON)
    }
    titles = {title for title, _director in written}
    assert {"L Ombre De Staline", "L'OMBRE DE STALINE", "L'Ombre de Staline"} <= titles
    assert any("HOLLAND" in director for _title, director in written)
    assert any(director == "" for _title, director in written)


@pytest.mark.parametrize(
    "query", [{"size": "0"}, {"size": "10001"}, {"size": "x"}, {"after": "-1"}]
)
def test_a_size_that_is_none_is_refused(query: dict[str, str]) -> None:
    assert lines(FACTS, query, A_MONDAY_NOON, ADDRESS) is None


def test_the_products_own_client_reads_it_whole_over_http() -> None:
    port = free_port()
    there = Addresses(
        pool_url="http://pool.localhost:8100",
        ads_url="http://ads.localhost:8100",
        portal_url="http://localhost:8000",
        port=port,
    )
    now = to_datetime(now_ms())
    with Sites(FACTS, there, {}, dict).open():
        dataset = f"http://127.0.0.1:{port}{PATH}"
        whole = read(dataset, now)
        paged = read(dataset, now, page_size=97)
        again = read(dataset, now, whole.validators)
        with pytest.raises(SourceError, match="answers 400"):
            read(dataset, now, page_size=20_000)
    assert whole.faults == ()
    assert len(whole.showings) > 500
    coming = {one.id for one in whole.showings}
    # A screening may have begun between the two.
    assert len(coming.symmetric_difference(one.id for one in paged.showings)) < 30
    assert again.unchanged or again.validators != whole.validators
    numbers = {cinema.cnc_number.lstrip("0") for cinema in FACTS.cinemas}
    assert {one.cnc_number for one in whole.showings} == numbers
