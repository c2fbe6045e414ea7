"""The door takes in what is next, once, and tells only what concerns the pool."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from toile.ads.delivery import caps
from toile.ads.delivery.caps import CAPS
from toile.edge.door.exchange import DOOR_TABLES, DoorWing, exchange
from toile.edge.server import Request
from toile.journal import open_reader, open_writer
from toile.profiles import open_space
from toile.wire import events
from toile.wire.audience import (
    AUDIENCE_TABLE,
    CLEANED_JOURNAL,
    CLEANED_TABLE,
    FORGOTTEN_TABLE,
    MOVED_TABLE,
)
from toile.wire.door import Change, DoorSeal, Question, Reply
from toile.wire.events import AnyEvent, Click, Impression, View
from toile.wire.ids import Aid, Ulid, new_ulid
from toile.wire.money import Money

KEY = b"\x01" * 32
ONE, TWO = Aid(b"one aid of sixtn"), Aid(b"two aid of sixtn")
PLACE: dict[str, Any] = {
    name: Ulid("01M85275QPHZD88PEEFXQ0HCTA")
    for name in ("line", "creative", "placement")
}
Ask = Callable[..., Reply]


@pytest.fixture
def door(tmp_path: Path) -> Any:
    space = open_space(f"lmdb:{tmp_path}/profiles", "ads", DOOR_TABLES)
    journal = f"file:{tmp_path}/journal"
    yield DoorWing(DoorSeal(KEY), space, open_reader(journal, "ads")), journal
    space.close()


@pytest.fixture
def ask(door: Any) -> Ask:
    wing, _ = door
    seal = DoorSeal(KEY)

    def do(*changes: Change, number: int = 0, store: bytes = b"", **more: Any) -> Reply:
        message, bound_to = seal.ask(Question(store, number, changes, **more))
        answer = exchange(wing, Request("POST", "/door", b"", {}, "", message))
        assert isinstance(answer, bytes)
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), body
        return seal.replied(body, bound_to)

    return do


def test_changes_are_taken_in_once_and_in_their_order(door: Any, ask: Ask) -> None:
    wing, _ = door
    store = ask().store
    put = Change(AUDIENCE_TABLE, ONE, b"v1")
    assert ask(put, number=1, store=store).number == 1
    later = Change(AUDIENCE_TABLE, ONE, b"v2")
    assert ask(later, number=2, store=store).number == 2
    # Played again, or out of turn, they change nothing.
    for number, whose in ((1, store), (2, store), (4, store), (3, b"another store")):
        assert ask(put, number=number, store=whose).number == 2
    assert wing.space.get(AUDIENCE_TABLE, ONE) == b"v2"
    assert ask(Change(AUDIENCE_TABLE, ONE), number=3, store=store).number == 3
    assert wing.space.get(AUDIENCE_TABLE, ONE) is None


def test_it_tells_when_the_journal_was_last_cleaned(door: Any, ask: Ask) -> None:
    wing, _ = door
    assert ask().cleaned_ms == 0
    with wing.space.update() as ads:
        ads.put(CLEANED_TABLE, CLEANED_JOURNAL, b"1700000000000")
    assert ask().cleaned_ms == 1_700_000_000_000
    # Not the pool's to write.
    forged = Change(CLEANED_TABLE, CLEANED_JOURNAL, b"1800000000000")
    message, _ = DoorSeal(KEY).ask(Question(ask().store, 1, (forged,)))
    answer = exchange(wing, Request("POST", "/door", b"", {}, "", message))
    assert isinstance(answer, bytes)
    assert answer.startswith(b"HTTP/1.1 400")


def test_caps_move_with_an_id_and_go_with_an_erased_one(door: Any, ask: Ask) -> None:
    wing, _ = door
    seen = caps.with_impression(caps.NOTHING, PLACE["line"], 1_000_000)
    with wing.space.update() as ads:
        ads.put(CAPS, ONE, caps.encode(seen))
    store = ask().store
    ask(Change(MOVED_TABLE, ONE, TWO), number=1, store=store)
    assert wing.space.get(CAPS, ONE) is None
    assert caps.decode(wing.space.get(CAPS, TWO)).whole == {PLACE["line"]: 1}
    ask(Change(FORGOTTEN_TABLE, TWO, b"5"), number=2, store=store)
    assert wing.space.get(CAPS, TWO) is None


def test_no_other_table_is_written(door: Any) -> None:
    wing, _ = door
    message, _ = DoorSeal(KEY).ask(Question(b"", 1, (Change(CAPS, ONE, b"x"),)))
    answer = exchange(wing, Request("POST", "/door", b"", {}, "", message))
    assert isinstance(answer, bytes)
    assert answer.startswith(b"HTTP/1.1 400")
    assert wing.space.get(CAPS, ONE) is None


def test_whoever_has_not_the_key_gets_nothing(door: Any) -> None:
    wing, _ = door
    message, _ = DoorSeal(b"\x02" * 32).ask(Question(b"", 0, limit=10))
    answer = exchange(wing, Request("POST", "/door", b"", {}, "", message))
    assert isinstance(answer, bytes)
    assert answer.startswith(b"HTTP/1.1 403")


def test_only_what_concerns_the_pool_is_told(door: Any, ask: Ask) -> None:
    _, journal = door
    now = 1_795_466_434_294

    def shown(aid: Aid | None) -> Impression:
        return Impression(
            id=new_ulid(now),
            at_ms=now,
            impression=new_ulid(now),
            price=Money(1),
            aid=aid,
            **PLACE,
        )

    click = Click(
        id=new_ulid(now),
        at_ms=now,
        impression=new_ulid(now),
        served_ms=now,
        campaign=PLACE["line"],
        **PLACE,
    )
    view = View(id=new_ulid(now), at_ms=now, impression=new_ulid(now), **PLACE)
    ours = shown(ONE)
    asyncio.run(_write(journal, [shown(None), ours, view, click]))
    store = ask().store
    reply = ask(store=store, limit=100)
    assert [events.decode(each) for each in reply.events] == [ours, click]
    assert not reply.more
    again = ask(store=store, limit=100, cursor=reply.cursor)
    assert again.events == ()
    assert again.cursor == reply.cursor


async def _write(journal: str, told: list[AnyEvent]) -> None:
    writer = open_writer(journal, "ads", "edge-0")
    for event in told:
        durable = writer.append(event)
    await durable
    await writer.close()
