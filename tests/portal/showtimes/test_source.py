"""The client against a local copy of the API: paging, faults, failures, patience."""

import datetime
import json
import socket
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clock import FIXED_NOON
from toile.portal.showtimes.source import Fault, Showing, SourceError, Validators, read
from toile.portal.showtimes.source.client import PAGE_SIZE
from toile.portal.showtimes.source.records import cnc_number, understand

Line = Callable[..., dict[str, Any]]


def quietly(_seconds: float) -> None:
    """Wait for nothing."""


def test_the_request_is_that_of_the_public_clients(dataset: Any, line: Line) -> None:
    dataset.lines = [line(cinenom="Le Royal")]
    read(dataset.url, FIXED_NOON)
    (asked,) = dataset.asked
    assert asked["size"] == str(PAGE_SIZE) == "10000"
    assert asked["qs"] == "showstart:>=now"
    assert set(asked["select"].split(",")) >= {
        "_id",
        "filmtitle",
        "showstart",
        "cineid",
    }


def test_a_record_is_understood(dataset: Any, line: Line) -> None:
    dataset.lines = [
        line(
            2,
            _id="a",
            filmversion="VOSTFR",
            showurl="https://royal.cine.boutique/media/1?showId=2",
        )
    ]
    (showing,) = read(dataset.url, FIXED_NOON).showings
    assert showing == Showing(
        id="a",
        title="L'Ombre de Staline",
        director="Agnieszka Holland",
        starts_at=FIXED_NOON + datetime.timedelta(hours=2),
        version="VOST",
        booking_url="https://royal.cine.boutique/media/1?showId=2",
        cnc_number="429951",
    )


@pytest.mark.parametrize("deep", [True, False])
def test_all_pages_are_read(dataset: Any, line: Line, deep: bool) -> None:
    dataset.deep = deep
    dataset.lines = [line(1 + number / 60) for number in range(25)]
    found = read(dataset.url, FIXED_NOON, page_size=10)
    assert [one.id for one in found.showings] == [one["_id"] for one in dataset.lines]
    assert len(dataset.asked) == 3


def test_a_line_that_moved_to_the_next_page_is_held_once(
    dataset: Any, line: Line
) -> None:
    twice = line(_id="same")
    dataset.lines = [line(), twice, twice, line()]
    assert len(read(dataset.url, FIXED_NOON, page_size=2).showings) == 3


@pytest.mark.parametrize(
    ("fields", "cause"),
    [
        ({"filmtitle": None}, "filmtitle"),
        ({"filmtitle": " … "}, "the film has no title"),
        ({"showstart": "demain"}, "'demain' is no time"),
        ({"showstart": "2031-01-01T20:00:00Z"}, "more than a year away"),
        ({"cineid": "12"}, "'12' is not of seven digits"),
        ({"cineid": ["7429951"]}, "cineid"),
        ({"_id": 7}, "_id"),
    ],
)
def test_a_record_that_will_not_do_is_kept_with_its_cause_and_loses_no_other(
    dataset: Any, line: Line, fields: dict[str, Any], cause: str
) -> None:
    dataset.lines = [line(), line(**fields), "no object", line()]
    found = read(dataset.url, FIXED_NOON)
    assert len(found.showings) == 2
    bad, worse = found.faults
    assert cause in bad.cause
    assert bad.record
    assert worse.record == '"no object"'


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"showurl": ""}, ("booking_url", "")),
        ({"showurl": None}, ("booking_url", "")),
        ({"showurl": "javascript:alert(1)"}, ("booking_url", "")),
        ({"showurl": f"https://x.example/{'a' * 600}"}, ("booking_url", "")),
        ({"filmdirector": None}, ("director", "")),
        ({"filmversion": "Version Française"}, ("version", "VF")),
        ({"filmversion": "VO"}, ("version", "VO")),
        ({"filmversion": "V.O.S.T."}, ("version", "VO")),
        ({"filmversion": "3D"}, ("version", "")),
        ({"cineid": 7429951}, ("cnc_number", "429951")),
        ({"cineid": "1008531"}, ("cnc_number", "8531")),
        # Some exports have lost the zone; the clocks are those of Paris.
        (
            {"showstart": "2026-11-20T20:30:00"},
            ("starts_at", datetime.datetime(2026, 11, 20, 19, 30, tzinfo=datetime.UTC)),
        ),
        (
            {"showstart": "2026-11-20T19:30:00.000Z"},
            ("starts_at", datetime.datetime(2026, 11, 20, 19, 30, tzinfo=datetime.UTC)),
        ),
        # Tills send hours where minutes are asked for, and points in the wrong place.
        ({"filmduration": 3, "_coords.lat": 0}, ("title", "L'Ombre de Staline")),
    ],
)
def test_dirt_that_only_decorates_loses_no_record(
    dataset: Any, line: Line, fields: dict[str, Any], told: tuple[str, Any]
) -> None:
    dataset.lines = [line(**fields)]
    (showing,) = read(dataset.url, FIXED_NOON).showings
    assert getattr(showing, told[0]) == told[1]


@pytest.mark.parametrize(
    ("status", "headers"), [(503, {}), (429, {"Retry-After": "7"}), (500, {})]
)
def test_what_may_be_better_the_next_time_is_tried_again(
    dataset: Any, line: Line, status: int, headers: dict[str, str]
) -> None:
    waited: list[float] = []
    dataset.lines = [line()]
    dataset.failures = [(status, headers, b"")] * 2
    assert len(read(dataset.url, FIXED_NOON, sleep=waited.append).showings) == 1
    assert len(waited) == 2
    assert waited[1] > waited[0] >= float(headers.get("Retry-After", 0))


def test_a_server_that_stays_ill_is_given_up(dataset: Any) -> None:
    dataset.failures = [(502, {}, b"")] * 9
    with pytest.raises(SourceError, match="502"):
        read(dataset.url, FIXED_NOON, sleep=quietly)
    assert len(dataset.asked) == 4


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((404, {}, b""), "answers 404"),
        ((301, {"Location": "https://new.example/"}, b""), "moved to https://new.ex"),
        ((200, {}, b"<html>Maintenance</html>"), "cannot be read"),
        ((200, {}, b'{"results": []}'), "cannot be read"),
        ((200, {}, b'{"total": "3", "results": []}'), "cannot be read"),
        (
            (200, {}, b'{"total": 3, "results": []}'),
            "announced 3 screenings and gave 0",
        ),
    ],
)
def test_an_answer_that_is_none_is_refused_at_once(
    dataset: Any, answer: tuple[int, dict[str, str], bytes], said: str
) -> None:
    dataset.failures = [answer]
    with pytest.raises(SourceError, match=said):
        read(dataset.url, FIXED_NOON, sleep=quietly)
    assert len(dataset.asked) == 1


def test_a_page_that_is_missing_means_no_programme(dataset: Any, line: Line) -> None:
    dataset.lines = [line() for _ in range(4)]
    whole = json.dumps({"total": 4, "results": dataset.lines[:2]}).encode()
    dataset.failures = [(200, {}, whole), (404, {}, b"")]
    with pytest.raises(SourceError, match="404"):
        read(dataset.url, FIXED_NOON, page_size=2, sleep=quietly)


def test_the_next_page_is_never_looked_for_on_another_server(
    dataset: Any, line: Line
) -> None:
    dataset.lines = [line() for _ in range(4)]
    dataset.next_address = "http://169.254.169.254"
    with pytest.raises(SourceError, match="another server"):
        read(dataset.url, FIXED_NOON, page_size=2)


def test_a_server_that_is_not_there_is_told(dataset: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(SourceError, match="cannot be reached"):
        read(f"http://127.0.0.1:{port}/x", FIXED_NOON, sleep=quietly)


def test_what_has_not_changed_is_not_sent_again(dataset: Any, line: Line) -> None:
    dataset.lines = [line()]
    dataset.etag = '"v1"'
    dataset.last_modified = "Fri, 20 Nov 2026 09:00:00 GMT"
    first = read(dataset.url, FIXED_NOON)
    assert first.validators == Validators('"v1"', dataset.last_modified)
    assert first.source_at == datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)
    again = read(dataset.url, FIXED_NOON, first.validators)
    assert (again.unchanged, again.showings) == (True, ())
    assert dataset.headers[1]["if-modified-since"] == dataset.last_modified


@given(st.binary())
def test_any_bytes_are_a_screening_or_a_fault(raw: bytes) -> None:
    assert isinstance(understand(raw, FIXED_NOON), Showing | Fault)


@given(
    st.fixed_dictionaries(
        {"_id": st.text(), "filmtitle": st.text(), "cineid": st.text() | st.integers()},
        optional={
            "showstart": st.text() | st.datetimes().map(str),
            "filmdirector": st.none() | st.text(),
            "showurl": st.none() | st.text(),
        },
    )
)
def test_any_record_is_a_screening_that_fits_or_a_fault(record: dict[str, Any]) -> None:
    found = understand(json.dumps(record).encode(), FIXED_NOON)
    if isinstance(found, Showing):
        assert found.starts_at.tzinfo is datetime.UTC
        assert 0 < len(found.title) <= 300
        assert len(found.booking_url) <= 500
        assert len(found.id) <= 80
        assert found.cnc_number.isdigit() or found.cnc_number == ""
    else:
        assert found.cause


@pytest.mark.parametrize(
    ("written", "number"),
    [("429951", "429951"), ("7429951", "429951"), ("008531", "8531"), ("8531", "8531")],
)
def test_a_cinema_is_known_by_its_number_however_it_is_written(
    written: str, number: str
) -> None:
    assert cnc_number(written) == number
