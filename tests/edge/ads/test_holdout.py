"""Who is held out over HTTP: told once, in the same words as who is served."""

from typing import Any

import msgspec
import pytest

from toile.ads.delivery.holdout import held_out
from toile.wire import audience
from toile.wire.audience import AUDIENCE_TABLE, SIZES_TABLE, Membership
from toile.wire.clock import utc_day
from toile.wire.events import Assignment, Supply
from toile.wire.ids import Aid, to_cookie
from toile.wire.money import Money
from toile.wire.targeting import Targeting

PAGE = {"Origin": "https://franceinter.example"}
ASKED = "/ad?p=inter-insert&c=1"


@pytest.fixture
def sides(house: Any, now: int) -> dict[bool, Aid]:
    """One id of the pool on each side of the campaign, of which half are held out."""
    drawn: dict[bool, Aid] = {}
    number = 0
    while len(drawn) < 2:
        aid = Aid(number.to_bytes(16, "big"))
        drawn.setdefault(held_out(aid, house.line.campaign, 50), aid)
        number += 1
    with house.stores() as stores, stores.ads.update() as update:
        for aid in drawn.values():
            member = audience.encode(Membership({"aea": utc_day(now) + 30}))
            update.put(AUDIENCE_TABLE, aid, member)
        update.put(SIZES_TABLE, b"aea", b"500")
    house.publish_ads(msgspec.structs.replace(house.line, holdout=50))
    return drawn


def cookie(aid: Aid) -> dict[str, str]:
    return {**PAGE, "Cookie": f"aid={to_cookie(aid)}"}


def test_both_sides_are_told_once_and_only_one_is_served(
    house: Any, sides: dict[bool, Aid]
) -> None:
    with house.open() as edge:
        for _ in range(3):
            assert edge.get(ASKED, cookie(sides[False])).status == 200
            assert edge.get(ASKED, cookie(sides[True])).status == 204
        assert edge.counted("ad", "held_out") == 3
        told = edge.written("ads")
    assert {(event.aid, event.held_out) for event in told} == {
        (sides[False], False),
        (sides[True], True),
    }
    assert len(told) == 2
    for event in told:
        assert isinstance(event, Assignment)
        assert (event.campaign, event.line) == (house.line.campaign, house.line.id)
        assert event.placement == house.placement.id
        assert (event.allocine_id, event.film_title) == (
            house.line.allocine_id,
            house.line.film_title,
        )


def test_the_next_best_line_takes_the_place(house: Any, sides: dict[bool, Aid]) -> None:
    other = house.contextual(
        id=house.line.id[:-1] + "B", campaign="OTHER", price=Money(1)
    )
    house.publish_ads(msgspec.structs.replace(house.line, holdout=50), other)
    with house.open() as edge:
        assert edge.get(ASKED, cookie(sides[True])).status == 200
        assert [event.held_out for event in edge.written("ads")] == [True]


def test_without_the_pages_yes_nobody_is_drawn(
    house: Any, sides: dict[bool, Aid]
) -> None:
    house.publish_ads(house.contextual(holdout=50, targeting=Targeting()))
    with house.open() as edge:
        for query in ("&c=0", "&c=1"):
            asked = f"/ad?p=inter-insert{query}"
            assert edge.get(asked, cookie(sides[True])).status == 200
        assert edge.written("ads") == []


def test_a_campaign_without_hold_out_tells_nothing(
    house: Any, sides: dict[bool, Aid]
) -> None:
    house.publish_ads(house.line)
    with house.open() as edge:
        assert edge.get(ASKED, cookie(sides[True])).status == 200
        assert edge.written("ads") == []


def test_requests_are_told_without_a_person_when_the_edge_ends(
    house: Any, sides: dict[bool, Aid]
) -> None:
    with house.open() as edge:
        edge.get(ASKED, cookie(sides[False]))
        edge.get(ASKED, cookie(sides[True]))
        edge.get("/ad?p=inter-insert&c=0", PAGE)
        edge.get("/ad?p=nobody", PAGE)
        edge.stop()
        supply = [e for e in edge.on_disk("ads") if isinstance(e, Supply)]
    [told] = supply
    [cell] = told.cells
    assert cell.placement == house.placement.id
    assert (cell.requests, cell.members, cell.served, cell.members_served) == (
        3,
        2,
        1,
        1,
    )
    for aid in sides.values():
        assert aid not in msgspec.msgpack.encode(told)
