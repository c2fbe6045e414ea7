"""Appending with group commit: one write and one fsync for all that waits.

``append`` adds bytes to a buffer and gives back the future of its batch. A batch is
committed at most every 5 ms, or as soon as 64 KB wait, by a thread of its own, so that
the event loop never waits for the disk. What cannot be written is never acknowledged.
"""

import asyncio
import concurrent.futures
import time
from pathlib import Path

from toile.journal.file.disk import Disk
from toile.journal.file.recovery import Cut
from toile.journal.file.segment import LARGEST_RECORD, frame, is_writer_name
from toile.wire.errors import JournalError
from toile.wire.events import AnyEvent, encode

COMMIT_SECONDS = 0.005
COMMIT_BYTES = 64 * 1024
# Beyond this the disk is taken to hang; appends fail rather than eat all memory.
MOST_WAITING_BYTES = 64 * 1024 * 1024
SEGMENT_BYTES = 64 * 1024 * 1024
SEGMENT_SECONDS = 3_600.0
PROBE_SECONDS = 1.0
# A disk that takes longer for one batch is taken to hang, until it answers.
HANGS_SECONDS = 5.0


class FileWriter:
    """Writes one series of a stream; belongs to one event loop."""

    def __init__(
        self,
        folder: Path,
        writer: str,
        *,
        segment_bytes: int = SEGMENT_BYTES,
        segment_seconds: float = SEGMENT_SECONDS,
        hangs_seconds: float = HANGS_SECONDS,
    ) -> None:
        if not is_writer_name(writer):
            raise JournalError(
                f"The series {writer!r}",
                "its name is not 1 to 64 letters, digits, - or _",
                "Give the writer such a name, for instance edge-0.",
            )
        self._loop = asyncio.get_running_loop()
        self._disk = Disk(folder, writer, segment_bytes, segment_seconds)
        self.cuts: list[Cut] = self._disk.cuts
        self._failure = ""
        self._hangs_seconds = hangs_seconds
        self._thread = concurrent.futures.ThreadPoolExecutor(1, f"journal-{writer}")
        self._buffer = bytearray()
        self._batch: asyncio.Future[None] | None = None
        self._timer: asyncio.Handle | None = None
        self._committing: asyncio.Future[None] | None = None
        self._last_commit = 0.0
        self._closed = False
        self._ageing: asyncio.Handle | None = None
        self._ageing_for: float | None = None

    @property
    def healthy(self) -> bool:
        """False from a failed write until one succeeds, and while one hangs."""
        return not self.problem

    @property
    def problem(self) -> str:
        """Why the writer is not healthy, and what to do; "" when it is."""
        if self._failure or self._committing is None:
            return self._failure
        waited = self._loop.time() - self._last_commit
        return self._disk.hangs(waited) if waited > self._hangs_seconds else ""

    def append(self, event: AnyEvent) -> asyncio.Future[None]:
        """Append an event; the future of its batch is done once it is on disk."""
        try:
            payload = encode(event)
        except (TypeError, ValueError) as error:
            return self._refused(f"the event cannot be encoded: {error}")
        if len(payload) > LARGEST_RECORD:
            return self._refused(f"the event has {len(payload)} bytes")
        if self._closed or len(self._buffer) > MOST_WAITING_BYTES:
            return self._refused("it is closed" if self._closed else "the disk hangs")
        self._buffer += frame(payload)
        batch = self._batch
        if batch is None:
            batch = self._batch = self._loop.create_future()
            batch.add_done_callback(_heard)
            self._schedule()
        elif len(self._buffer) >= COMMIT_BYTES and self._committing is None:
            self._commit()
        return batch

    async def close(self) -> None:
        """Write what is waiting, then let go of the series."""
        if self._closed:
            return
        self._closed = True
        if self._ageing is not None:
            self._ageing.cancel()
        while self._batch is not None or self._committing is not None:
            if self._committing is None:
                self._commit()
            if self._committing is not None:
                await asyncio.wait([self._committing])
        self._thread.shutdown()
        self._disk.close()

    def _refused(self, cause: str) -> asyncio.Future[None]:
        """Fail one event, and no other."""
        future: asyncio.Future[None] = self._loop.create_future()
        future.add_done_callback(_heard)
        remedy = "The event is not in the journal; its sender may try again."
        future.set_exception(JournalError(self._disk.name, cause, remedy))
        return future

    def _schedule(self) -> None:
        if self._committing is not None:
            return
        wait = self._last_commit + COMMIT_SECONDS - self._loop.time()
        if wait > 0:
            self._timer = self._loop.call_later(wait, self._commit)
        else:
            self._timer = self._loop.call_soon(self._commit)

    def _commit(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        batch = self._batch
        if batch is None or self._committing is not None:
            return
        content, self._buffer, self._batch = self._buffer, bytearray(), None
        self._last_commit = self._loop.time()
        self._committing = self._loop.run_in_executor(
            self._thread, self._disk.write, content
        )
        self._committing.add_done_callback(lambda done: self._committed(batch, done))

    def _committed(
        self, batch: asyncio.Future[None], done: asyncio.Future[None]
    ) -> None:
        self._committing = None
        self._watch_age()
        error = done.exception()
        self._failure = "" if error is None else str(error)
        if error is not None and not self._closed:
            self._loop.call_later(PROBE_SECONDS, self._probe)
        if batch.done():
            pass
        elif error is None:
            batch.set_result(None)
        else:
            batch.set_exception(error)
        if self._batch is not None:
            if len(self._buffer) >= COMMIT_BYTES:
                self._commit()
            else:
                self._schedule()

    def _probe(self) -> None:
        # A process that is not ready is sent nothing to write, so it must find out by
        # itself that the disk is back: an empty batch begins a new segment.
        if self._closed or self.healthy or self._batch is not None:
            return
        self._batch = self._loop.create_future()
        self._batch.add_done_callback(_heard)
        self._schedule()

    def _watch_age(self) -> None:
        # A writer that is seldom asked still closes its segment, so that an erasure
        # can reach it within the day.
        closes_at = self._disk.closes_at
        if self._closed or closes_at == self._ageing_for:
            return
        if self._ageing is not None:
            self._ageing.cancel()
        self._ageing, self._ageing_for = None, closes_at
        if closes_at is not None:
            wait = max(0.0, closes_at - time.monotonic())
            self._ageing = self._loop.call_later(wait, self._age)

    def _age(self) -> None:
        self._ageing_for = None
        rotated = self._loop.run_in_executor(self._thread, self._disk.rotate_if_old)
        rotated.add_done_callback(lambda _: self._watch_age())


def _heard(batch: asyncio.Future[None]) -> None:
    # Whoever does not wait for a batch need not be told that it failed: the writer's
    # health says so.
    if not batch.cancelled():
        batch.exception()
