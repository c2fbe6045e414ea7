"""Objecting lasts, one yes can be taken back alone, and a number tells no name."""

from typing import Any

import pytest

from toile.pool import acknowledged, rights, visits
from toile.pool.acknowledged import ACKNOWLEDGED, Acknowledged, with_done
from toile.pool.rights import FORGOTTEN, Forgotten
from toile.pool.visits import PROFILES, Profile, SiteVisits
from toile.wire.clock import MS_A_DAY, utc_day
from toile.wire.events import Consent, Erasure
from toile.wire.ids import Tid, to_cookie

PORTAL = {"Origin": "https://portal.example"}
CINEMA = {"Origin": "https://leroyal.example"}
OPTOUT = {"Cookie": "optout=1"}
KEPT = "optout=1; Max-Age=34560000; Path=/; Secure; HttpOnly; SameSite=None"
UNKNOWN = {"Cookie": f"tid={to_cookie(Tid(b'somebody unknown'))}"}
NUMBER = "7K2M9QX4T0ABCDEF"


@pytest.fixture
def known(house: Any, now: int) -> Any:
    """A house where Camille said yes to the Royal and to the Utopia."""
    profile = Profile(
        visits={
            site.cinemas[0]: {site.id: SiteVisits(utc_day(now), 1)}
            for site in (house.royal, house.utopia)
        },
        consents={
            house.royal.id: now + MS_A_DAY,
            house.utopia.id: now + MS_A_DAY,
        },
    )
    with house.stores() as stores, stores.pool.update() as update:
        update.put(PROFILES, house.sid, visits.encode(profile))
    return house


def test_an_objection_erases_and_is_kept_by_the_browser(edge: Any, house: Any) -> None:
    reply = edge.ask("POST", "/me/optout", {**house.tid_cookie, **PORTAL}, b"")
    assert reply.status == 200
    assert KEPT in reply.cookies
    assert any(cookie.startswith("tid=;") for cookie in reply.cookies)
    (event,) = edge.on_disk("pool")
    assert isinstance(event, Erasure)
    assert (event.sid, event.objects) == (house.sid, True)
    assert event.number == reply.json["number"]


@pytest.mark.parametrize("origin", [{}, CINEMA, {"Origin": "null"}])
def test_no_other_page_objects_in_a_visitors_name(
    edge: Any, house: Any, origin: dict[str, str]
) -> None:
    reply = edge.ask("POST", "/me/optout", {**house.tid_cookie, **origin}, b"")
    assert (reply.status, reply.code) == (403, "foreign_origin")
    assert reply.cookies == ()
    assert edge.written("pool") == []


def test_whoever_objected_is_neither_asked_nor_counted(
    edge: Any, house: Any, yes: Any
) -> None:
    receipt = yes()
    both = {"Cookie": f"{house.tid_cookie['Cookie']}; optout=1"}
    said = {"site": house.royal.key, "choice": "yes", "tool": "orejime"}
    reply = edge.post("/consent", said, both)
    assert (reply.status, reply.code, reply.cookies) == (403, "objected", ())
    seen = {"site": house.royal.key, "receipt": receipt, "page": "/"}
    reply = edge.post("/visit", seen, both)
    assert (reply.status, reply.code) == (403, "objected")
    assert [type(event) for event in edge.written("pool")] == [Consent]


def test_an_objection_holds_where_the_answer_never_arrived(house: Any) -> None:
    with house.stores() as stores, stores.pool.update() as update:
        update.put(FORGOTTEN, house.sid, rights.encode(Forgotten(1, {}, objects=True)))
    said = {"site": house.royal.key, "choice": "yes", "tool": "orejime"}
    with house.open() as edge:
        assert edge.post("/consent", said, house.tid_cookie).code == "objected"
        reply = edge.get("/me", {**house.tid_cookie, **PORTAL})
        assert (reply.json["known"], reply.json["objects"]) == (False, True)
        assert reply.cookies == (KEPT,)


def test_an_objection_can_be_taken_back(edge: Any, house: Any) -> None:
    reply = edge.ask("DELETE", "/me/optout", {**OPTOUT, **PORTAL})
    assert reply.status == 204
    dropped = {cookie.split(";")[0] for cookie in reply.cookies}
    assert dropped == {"optout=", "tid="}
    assert edge.get("/me", PORTAL).json["objects"] is False


def test_one_sites_yes_is_taken_back_alone(known: Any) -> None:
    with known.open() as edge:
        path = f"/me/sites/{known.royal.id}"
        reply = edge.ask("DELETE", path, {**known.tid_cookie, **PORTAL})
        assert reply.json == {"handover": "", "done": True, "number": ""}
        assert reply.cookies == ()
        (event,) = edge.on_disk("pool")
    assert isinstance(event, Consent)
    assert (event.choice, event.site, event.sid) == (
        "withdrawal",
        known.royal.id,
        known.sid,
    )


@pytest.mark.parametrize("site", ["", "01M85275QPHZD88PEEFXQ0ZZZZ", "x" * 400])
def test_a_site_of_which_nothing_is_held_is_answered_alike_and_written_nowhere(
    known: Any, site: str
) -> None:
    with known.open() as edge:
        reply = edge.ask("DELETE", f"/me/sites/{site}", {**known.tid_cookie, **PORTAL})
        assert reply.json == {"handover": "", "done": True, "number": ""}
        assert edge.written("pool") == []


def test_a_number_tells_when_each_place_was_reached(house: Any, now: int) -> None:
    held = with_done(Acknowledged(now), ("pool", "lab"), now + 1_000)
    with house.stores() as stores, stores.pool.update() as update:
        update.put(ACKNOWLEDGED, NUMBER.encode(), acknowledged.encode(held))
    with house.open() as edge:
        for written in (NUMBER, "7k2m-9qx4-toab-cdef"):
            reply = edge.get(f"/me/erasures/{written}", PORTAL)
            assert reply.status == 200
            done = {each["place"]: bool(each["done"]) for each in reply.json["places"]}
            assert done == {
                "pool": True,
                "lab": True,
                "ads": False,
                "exchanges": False,
                "pool_journal": False,
                "ads_journal": False,
            }


@pytest.mark.parametrize("number", ["", "short", "0" * 16, "%C3%A9" * 16, "0" * 400])
def test_a_number_of_nobody_has_clear_words(edge: Any, number: str) -> None:
    reply = edge.get(f"/me/erasures/{number}", PORTAL)
    assert (reply.status, reply.code) == (404, "unknown_number")


def test_each_erasure_has_a_number_of_its_own(edge: Any, house: Any) -> None:
    numbers = [
        edge.ask("DELETE", "/me", cookie).json["number"]
        for cookie in (house.tid_cookie, house.tid_cookie, UNKNOWN, {})
    ]
    assert len(set(numbers)) == 4
    assert {len(number) for number in numbers} == {16}
