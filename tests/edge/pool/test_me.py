"""What is held on this browser is shown to it alone, and erased before the answer."""

import datetime
from typing import Any

import pytest

from toile.pool import exposures, visits
from toile.pool.exposures import EXPOSURES, Group
from toile.pool.visits import PROFILES, Profile, SiteVisits
from toile.wire.clock import MS_A_DAY, utc_day
from toile.wire.events import Erasure
from toile.wire.ids import Tid, new_ulid, to_cookie
from toile.wire.tokens import HandoverToken

PORTAL = {"Origin": "https://portal.example"}
UNKNOWN = {"Cookie": f"tid={to_cookie(Tid(b'somebody unknown'))}"}
DROPPED = "tid=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=None"


@pytest.fixture
def known(house: Any, now: int) -> Any:
    """A house that holds two visits of Camille to the Royal."""
    seen = {house.royal.id: SiteVisits(utc_day(now), 2)}
    profile = Profile(
        visits={house.royal.cinemas[0]: seen},
        consents={house.royal.id: now + MS_A_DAY},
    )
    with house.stores() as stores, stores.pool.update() as update:
        update.put(PROFILES, house.sid, visits.encode(profile))
    return house


def test_what_is_held_is_told(known: Any, now: int) -> None:
    with known.open() as edge:
        reply = edge.get("/me", {**known.tid_cookie, **PORTAL})
    day = datetime.date(1970, 1, 1) + datetime.timedelta(days=utc_day(now))
    until = day + datetime.timedelta(days=1)
    cinema = known.royal.cinemas[0]
    assert reply.json == {
        "known": True,
        "visits": [{"cinema": cinema, "count": 2, "last_day": day.isoformat()}],
        "segments": ["aea"],
        "consents": [{"site": known.royal.id, "until": until.isoformat()}],
        "shown": [],
        "compared": [],
        "films": [],
        "clicked": [],
        "objects": False,
    }
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["access-control-allow-origin"] == "https://portal.example"


def test_what_is_held_about_campaigns_is_told(known: Any, now: int) -> None:
    day = (
        datetime.date(1970, 1, 1) + datetime.timedelta(days=utc_day(now))
    ).isoformat()
    exposed = exposures.with_impression(
        exposures.NOTHING, known.line.id, new_ulid(now), now
    )
    group = Group(now - 5, True, ("tfilm",))
    exposed = exposures.with_assignment(exposed, known.line.campaign, group, now)
    exposed = exposures.with_lookup(exposed, "tfilm", known.royal.id, now)
    with known.stores() as stores, stores.pool.update() as update:
        update.put(EXPOSURES, known.sid, exposures.encode(exposed))
    with known.open() as edge:
        told = edge.get("/me", {**known.tid_cookie, **PORTAL}).json
    assert told["shown"] == [{"line": known.line.id, "count": 1, "last_day": day}]
    [compared] = told["compared"]
    assert (compared["campaign"], compared["held_out"], compared["looked_up"]) == (
        known.line.campaign,
        True,
        True,
    )
    assert told["films"] == ["tfilm"]


@pytest.mark.parametrize("cookie", [{}, UNKNOWN, {"Cookie": "tid=broken"}])
def test_of_an_unknown_browser_nothing_is_held(
    edge: Any, cookie: dict[str, str]
) -> None:
    reply = edge.get("/me", cookie)
    assert (reply.status, reply.json["known"]) == (200, False)
    assert "set-cookie" not in reply.headers


def test_an_erasure_is_on_disk_before_the_answer(
    edge: Any, house: Any, now: int
) -> None:
    reply = edge.ask("DELETE", "/me", {**house.tid_cookie, **PORTAL})
    (event,) = edge.on_disk("pool")
    assert isinstance(event, Erasure)
    assert event.sid == house.sid
    assert reply.json["done"] is True
    assert reply.headers["set-cookie"] == DROPPED
    sealed = reply.json["handover"].removeprefix("https://ads.example/aid/")
    token = house.door.open(sealed, HandoverToken, now)
    assert (token.aid, token.forget) == (house.aid, True)


def test_erasing_tells_nobody_whether_the_browser_was_known(known: Any) -> None:
    with known.open() as edge:
        replies = [
            edge.ask("DELETE", "/me", cookie)
            for cookie in (known.tid_cookie, UNKNOWN, {})
        ]
    assert {reply.status for reply in replies} == {200}
    assert len({str(reply.headers) for reply in replies}) == 1
    assert {tuple(reply.json) for reply in replies} == {("handover", "done", "number")}
    # The sealed address differs each time, its length must not.
    assert len({len(reply.body) for reply in replies}) == 1


@pytest.mark.parametrize("method", ["GET", "DELETE", "OPTIONS"])
@pytest.mark.parametrize(
    "origin", ["https://evil.example", "https://leroyal.example", "null"]
)
def test_no_other_origin_may_read_the_answer(
    edge: Any, house: Any, method: str, origin: str
) -> None:
    reply = edge.ask(method, "/me", {**house.tid_cookie, "Origin": origin})
    assert "access-control-allow-origin" not in reply.headers
    assert "access-control-allow-credentials" not in reply.headers


def test_the_portals_page_may_ask_with_delete(edge: Any) -> None:
    reply = edge.ask("OPTIONS", "/me", PORTAL)
    assert reply.headers["access-control-allow-origin"] == "https://portal.example"
    assert "DELETE" in reply.headers["access-control-allow-methods"]


def test_an_erasure_that_cannot_be_written_keeps_the_cookie(
    edge: Any, house: Any
) -> None:
    house.break_journal("pool")
    reply = edge.ask("DELETE", "/me", house.tid_cookie)
    assert (reply.status, reply.code) == (503, "journal_unavailable")
    assert "set-cookie" not in reply.headers
