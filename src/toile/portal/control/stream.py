"""Server-sent events, so bounded that pages are never starved.

Under WSGI an open stream holds one of the portal's threads. The program has as many
more threads as there may be streams (``ops.cli``), each stream ends after a minute (the
browser comes back by itself), and one too many is told to ask again later.
"""

import threading
import time
from collections.abc import Callable

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

MOST_STREAMS = 4
"""Streams at a time; the others poll."""

EVERY_SECONDS = 3.0
LIFE_SECONDS = 60.0
_AGAIN_MS = 1_000
_RETRY_AFTER = 15

_slots = threading.BoundedSemaphore(MOST_STREAMS)

Part = tuple[str, str]
"""An event's name and its HTML."""


class Stream:
    """The bytes of one stream; gives its slot back however it ends."""

    def __init__(
        self, first: Callable[[], list[Part]], then: Callable[[], Part]
    ) -> None:
        self._first = first
        self._then = then
        self._held = True
        self._begun: float | None = None
        self._lock = threading.Lock()

    def __iter__(self) -> "Stream":
        return self

    def __next__(self) -> bytes:
        """Wait for the next moment and tell it."""
        now = time.monotonic()
        if self._begun is None:
            self._begun = now
            try:
                told = b"".join(event(*part) for part in self._first())
            except BaseException:
                self.close()
                raise
            return b"retry: %d\n\n" % _AGAIN_MS + told
        if now - self._begun >= LIFE_SECONDS or not self._held:
            self.close()
            raise StopIteration
        time.sleep(EVERY_SECONDS)
        try:
            return event(*self._then())
        except BaseException:
            self.close()
            raise

    def __del__(self) -> None:
        # A server that lets go of an answer without closing it must not keep a slot.
        self.close()

    def close(self) -> None:
        """Give the slot back, once."""
        with self._lock:
            held, self._held = self._held, False
        if held:
            _slots.release()


def event(name: str, html: str) -> bytes:
    """Write one event; each line of its data begins with the word."""
    lines = "".join(f"data: {line}\n" for line in html.splitlines())
    return f"event: {name}\n{lines}\n".encode()


def answer(
    first: Callable[[], list[Part]], then: Callable[[], Part]
) -> HttpResponseBase:
    """Open a stream, or say that too many are open."""
    if not _slots.acquire(blocking=False):
        busy = HttpResponse(status=503, content_type="text/plain; charset=utf-8")
        busy["Retry-After"] = str(_RETRY_AFTER)
        busy["Cache-Control"] = "no-store"
        return busy
    given = StreamingHttpResponse(
        Stream(first, then), content_type="text/event-stream; charset=utf-8"
    )
    # Said to be encoded, it is not compressed, and so not held back in a buffer.
    given["Content-Encoding"] = "identity"
    given["Cache-Control"] = "no-store, no-transform"
    given["X-Accel-Buffering"] = "no"
    return given
