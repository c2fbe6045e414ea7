"""The pool's side of the door, where the ads wing has a machine of its own.

A thread of the pool's worker asks the other machine again and again: it brings what has
changed of the audience, and takes home the events of the ads stream that concern the
pool, into a stream of the pool's own that the worker follows as if both were here. It
may be cut off anywhere: changes are numbered, and an event that was written down
before its place was is not written twice.
"""

import asyncio
import http.client
import logging
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

from toile.journal import Cursor, Reader, Writer, open_reader, open_writer
from toile.profiles import Space
from toile.wire import events
from toile.wire.door import DOOR_PATH, DoorSeal, Question, Reply
from toile.wire.errors import ToileError
from toile.wire.events import AnyEvent
from toile.worker import outbox

DOOR_STATE = "door_state"
"""Ads space of the pool's machine: where the exchange stands."""

CLEANED_THERE = b"cleaned"
"""Its key for when the other machine's last good cleaning of the journal began."""

_STORE, _NUMBER, _CURSOR, _HERE = b"store", b"number", b"cursor", b"here"
_AGAIN = b"again"
_MOST_CHANGES = 2_000
_MOST_EVENTS = 2_000
_PAUSE_SECONDS = 0.25
_AGAIN_SECONDS = 2.0
_TIMEOUT_SECONDS = 15.0

_log = logging.getLogger(__name__)


class Relay:
    """Runs the exchange in a thread; ``problem`` tells why it does not work now."""

    def __init__(
        self, door: str, key: Callable[[], bytes], journal: str, ads: Space
    ) -> None:
        self._door = door
        self._key = key
        self._journal = journal
        self._ads = ads
        self._stop = threading.Event()
        self.problem = ""
        self._known: frozenset[str] = frozenset()
        self._thread = threading.Thread(target=self._run, name="door", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End after the exchange under way."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        asyncio.run(self._go_on())

    async def _go_on(self) -> None:
        reader = open_reader(self._journal, "ads")
        writer = open_writer(self._journal, "ads", "door")
        try:
            while not self._stop.is_set():
                try:
                    more = await self._once(reader, writer)
                    self.problem = ""
                except (ToileError, OSError, http.client.HTTPException) as error:
                    if str(error) != self.problem:
                        _log.error("the door %s: %s", self._door, error)
                    self.problem = str(error) or type(error).__name__
                    self._stop.wait(_AGAIN_SECONDS)
                    continue
                if not more:
                    self._stop.wait(_PAUSE_SECONDS)
        finally:
            await writer.close()

    async def _once(self, reader: Reader, writer: Writer) -> bool:
        """Make one exchange; tell whether more waits on either side."""
        store, number = self._said(_STORE), int(self._said(_NUMBER) or b"0")
        changes = outbox.waiting(self._ads, _MOST_CHANGES) if store else ()
        question = Question(
            store=store,
            number=number + bool(changes),
            changes=changes,
            cursor=self._said(_CURSOR),
            limit=_MOST_EVENTS,
        )
        reply = self._exchange(question)
        if reply.store != store:
            self._begin(reply)
            return True
        with self._ads.update() as ads:
            if changes and reply.number == question.number:
                outbox.told(ads, changes)
            ads.put(DOOR_STATE, _NUMBER, str(reply.number).encode())
            ads.put(DOOR_STATE, CLEANED_THERE, str(reply.cleaned_ms).encode())
        if reply.cursor != question.cursor:
            await self._take_home(reply, reader, writer)
        return reply.more or len(changes) == _MOST_CHANGES

    def _begin(self, reply: Reply) -> None:
        """Meet a store for the first time: it is told all, and asked for all.

        Its journal may be a new one, or the one that was read: it is read from its
        beginning, and what is here already is left out.
        """
        with self._ads.update() as ads:
            if ads.get(DOOR_STATE, _CURSOR) is not None:
                ads.put(DOOR_STATE, _AGAIN, b"1")
            outbox.tell_all(ads)
            ads.put(DOOR_STATE, _STORE, reply.store)
            ads.put(DOOR_STATE, _NUMBER, str(reply.number).encode())
            ads.delete(DOOR_STATE, _CURSOR)

    async def _take_home(self, reply: Reply, reader: Reader, writer: Writer) -> None:
        here, again = self._said(_HERE), bool(self._said(_AGAIN))
        place = Cursor.decode(here) if here else Cursor()
        if again and not self._known:
            place = Cursor()
        # Written down before a crash, while where it came from was not.
        place, met = _behind(reader, place)
        known = self._known = met | self._known
        durable: asyncio.Future[None] | None = None
        for record in reply.events:
            event: AnyEvent = events.decode(record)
            if event.id not in known:
                durable = writer.append(event)
        if durable is not None:
            await durable
            place, _ = _behind(reader, place)
        if not (again and reply.more):
            self._known = frozenset()
        with self._ads.update() as ads:
            ads.put(DOOR_STATE, _CURSOR, reply.cursor)
            ads.put(DOOR_STATE, _HERE, place.encode())
            if again and not reply.more:
                ads.delete(DOOR_STATE, _AGAIN)

    def _exchange(self, question: Question) -> Reply:
        # As it is now: the union may renew it.
        seal = DoorSeal(self._key())
        message, bound_to = seal.ask(question)
        parts = urlsplit(self._door)
        kind = (
            http.client.HTTPSConnection
            if parts.scheme == "https"
            else http.client.HTTPConnection
        )
        connection = kind(parts.hostname or "", parts.port, timeout=_TIMEOUT_SECONDS)
        try:
            connection.request(
                "POST",
                parts.path.rstrip("/") + DOOR_PATH,
                message,
                {"Content-Type": "application/octet-stream"},
            )
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        if answer.status != http.client.OK:
            raise ToileError(
                f"The door {self._door}",
                f"it answers {answer.status}: {body[:300].decode(errors='replace')}",
                "Look at `toile door` on the ads wing's machine.",
            )
        return seal.replied(body, bound_to)

    def _said(self, name: bytes) -> bytes:
        return self._ads.get(DOOR_STATE, name) or b""


def _behind(reader: Reader, place: Cursor) -> tuple[Cursor, frozenset[str]]:
    """Read from a place to the end; tell the end, and the ids that were met."""
    met: set[str] = set()
    while True:
        batch = reader.read(place, _MOST_EVENTS)
        met.update(entry.event.id for entry in batch.entries)
        place = batch.cursor
        if len(batch.entries) < _MOST_EVENTS:
            return place, frozenset(met)
