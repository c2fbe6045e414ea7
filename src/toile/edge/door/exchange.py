"""POST /door: takes the audience in, and tells the pool what became of its ids.

Only tables of the door are written, only events that the pool needs are told: of those
without an id, a click alone.
"""

import os

import msgspec

from toile.ads import moved
from toile.ads.delivery.caps import CAPS
from toile.edge.server import Answer, Request, problem, response
from toile.journal import Cursor, Reader
from toile.profiles import Space, Update
from toile.wire import events
from toile.wire.audience import (
    AUDIENCE_TABLE,
    CLEANED_JOURNAL,
    CLEANED_TABLE,
    FORGOTTEN_TABLE,
    MOVED_TABLE,
    SIZES_TABLE,
)
from toile.wire.door import Change, DoorError, DoorSeal, Question, Reply
from toile.wire.errors import JournalError, ProfileError
from toile.wire.events import AnyEvent, Assignment, Click, Impression
from toile.wire.ids import Aid

DOOR = "door"
"""Ads space: b"store" names this store, b"number" counts the changes taken in."""

_WRITTEN = frozenset({AUDIENCE_TABLE, SIZES_TABLE, FORGOTTEN_TABLE, MOVED_TABLE})
DOOR_TABLES = (*sorted(_WRITTEN), CLEANED_TABLE, CAPS, DOOR)
_STORE, _NUMBER = b"store", b"number"
_STORE_BYTES = 16
_MOST_EVENTS = 2_000
_SEALED = (b"Content-Type", b"application/octet-stream")


class DoorWing(msgspec.Struct, frozen=True):
    """What the door works with."""

    seal: DoorSeal
    space: Space
    journal: Reader


def exchange(wing: DoorWing, request: Request) -> Answer:
    """Answer one question of the pool's worker."""
    try:
        question, bound_to = wing.seal.asked(request.body)
    except DoorError as error:
        return problem(403, "Not the pool", str(error), code="foreign")
    unknown = {change.table for change in question.changes} - _WRITTEN
    if unknown:
        said = f"The door writes no table {min(unknown)!r}."
        return problem(400, "No such table", said, code="unknown_table")
    try:
        store, number = _take_in(wing.space, question)
        reply = _tell(wing.journal, question, store, number)
        cleaned = int(wing.space.get(CLEANED_TABLE, CLEANED_JOURNAL) or b"0")
        reply = msgspec.structs.replace(reply, cleaned_ms=cleaned)
    except (ProfileError, JournalError) as error:
        return problem(503, "Not now", str(error), code="store_unavailable")
    return response(200, wing.seal.reply(reply, bound_to), headers=(_SEALED,))


def _take_in(space: Space, question: Question) -> tuple[bytes, int]:
    store, number = space.get(DOOR, _STORE), int(space.get(DOOR, _NUMBER) or b"0")
    if store is None:
        store = os.urandom(_STORE_BYTES)
        with space.update() as ads:
            ads.put(DOOR, _STORE, store)
    if not question.changes or question.store != store:
        return store, number
    if question.number != number + 1:
        return store, number
    with space.update() as ads:
        for change in question.changes:
            _apply(ads, change)
        ads.put(DOOR, _NUMBER, str(question.number).encode())
    return store, question.number


def _apply(ads: Update, change: Change) -> None:
    if change.value is None:
        ads.delete(change.table, change.key)
        return
    if change.table == MOVED_TABLE:
        moved.move(ads, Aid(change.key), Aid(change.value))
        return
    if change.table == FORGOTTEN_TABLE:
        ads.delete(CAPS, change.key)
    ads.put(change.table, change.key, change.value)


def _tell(journal: Reader, question: Question, store: bytes, number: int) -> Reply:
    limit = min(question.limit, _MOST_EVENTS)
    if limit < 1 or question.store != store:
        return Reply(store, number)
    cursor = Cursor.decode(question.cursor) if question.cursor else Cursor()
    batch = journal.read(cursor, limit)
    told = [entry.event for entry in batch.entries if _concerns_the_pool(entry.event)]
    return Reply(
        store=store,
        number=number,
        cursor=batch.cursor.encode(),
        events=tuple(events.encode(event) for event in told),
        more=len(batch.entries) == limit,
    )


def _concerns_the_pool(event: AnyEvent) -> bool:
    if isinstance(event, Impression | Assignment):
        return event.aid is not None
    # All clicks: the pool's side judges them and keeps the trail.
    return isinstance(event, Click)
