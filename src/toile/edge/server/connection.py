"""One connection: answers in the order of the requests."""

import asyncio
import logging
import time
from collections import deque
from enum import IntEnum
from typing import Final, Protocol, cast

from toile.edge.limits import Limits
from toile.edge.server.answer import FAILED, Answer, Later, WhenDurable, problem
from toile.edge.server.heads import Heads
from toile.edge.server.outlet import Outbox, Outlet
from toile.edge.server.reader import CLOSE, Phase, RequestReader
from toile.edge.server.refusal import RefusedError
from toile.edge.server.request import Request
from toile.edge.server.router import Router
from toile.edge.server.tally import Tally
from toile.edge.server.tick import Tick

logger = logging.getLogger("toile.edge")

# A burst of pipelined requests is parsed in pieces, so that reading can stop midway.
_SLICE_BYTES: Final = 16_384
_CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"
_NOT_FOUND: Final = problem(404, "There is nothing at this path")


class State(IntEnum):
    """What the connection may still do."""

    OPEN = 0
    LINGERING = 1  # refused: the answer is sent, what still comes is thrown away
    CLOSED = 2  # the last bytes are on their way


class Host(Protocol):
    """What a connection needs of its server."""

    router: Router
    limits: Limits
    tick: Tick
    heads: Heads
    tally: Tally
    outbox: Outbox
    stopping: bool

    def opened(self, connection: "Connection") -> bool:
        """Count the connection in; False when there are too many."""

    def lost(self, connection: "Connection") -> None:
        """Count the connection out."""

    def on_refusal(self, status: int) -> None:
        """Hear of a request that no handler answered, or that one failed on."""


class Connection(asyncio.Protocol):
    """Reads requests, calls their handlers, writes their answers in order.

    ``_stalled`` is the one flag of the hot path: while it is set (an answer waits for
    the disk or the turn's end, or the client does not read), complete requests queue in
    ``_waiting``.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self._tick = host.tick
        self._find = host.router.find
        self._answers = host.tally.answers
        self._took = host.tally.took
        self._state = State.OPEN
        self._stalled = False
        self._deaf = False  # nothing more is read: a refusal is queued or sent
        self._half_closed = False  # the client has sent all it will ever send
        self._reading_paused = False
        self._write_paused = False
        self._held: tuple[Request, WhenDurable | Later] | None = None
        self._begun = 0.0  # of the answer under way, by the performance counter
        self._waiting: deque[Request | RefusedError] = deque()
        self._unread = b""
        self._since = 0.0  # of the hold, of the full write buffer, of the end
        self._transport: asyncio.Transport
        self._outlet: Outlet
        self._reader: RequestReader

    # asyncio's side

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin reading, unless the process holds too many connections already."""
        # uvloop's transports are asyncio's by their methods, not by their class.
        self._transport = cast("asyncio.Transport", transport)
        limits = self._host.limits
        self._transport.set_write_buffer_limits(high=limits.write_buffer_bytes)
        self._outlet = Outlet(self._transport, self._host.outbox)
        name = transport.get_extra_info("peername")
        peer = str(name[0]) if name else ""
        self._reader = RequestReader(
            limits,
            self._tick,
            self._host.heads,
            peer,
            self._receive,
            self._host.router.takes_unreadable,
        )
        if not self._host.opened(self):
            title = "The server has too many connections"
            headers = ((b"Retry-After", b"1"),)
            self._refuse(RefusedError(503, title, headers=headers))

    def data_received(self, data: bytes) -> None:
        """Parse what came; while requests wait, keep it unparsed."""
        if self._unread or len(data) > _SLICE_BYTES:
            self._unread += data
            self._read_on()
        elif not self._deaf:
            self._read(data)

    def eof_received(self) -> bool:
        """Keep a half-closed connection open for as long as it is owed answers."""
        self._half_closed = True
        # The transport closes itself when nothing is owed, and asks nobody.
        self._outlet.flush()
        return self._state is State.OPEN and self._stalled

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget all; an event that is being journaled is journaled all the same."""
        self._state = State.CLOSED
        self._stalled = self._deaf = True
        self._held = None
        self._waiting.clear()
        self._unread = b""
        self._reader.release()
        self._host.lost(self)

    def pause_writing(self) -> None:
        """Stop answering a client that does not read."""
        self._write_paused = self._stalled = True
        self._since = self._tick.now

    def resume_writing(self) -> None:
        """Go on once it has read."""
        self._write_paused = False
        if self._held is None:
            self._go_on()

    # From bytes to answers

    def _read_on(self) -> None:
        data, at = self._unread, 0
        while at < len(data) and not self._deaf and not self._reading_paused:
            self._read(data[at : at + _SLICE_BYTES])
            at += _SLICE_BYTES
        self._unread = b"" if self._deaf else data[at:]

    def _read(self, data: bytes) -> None:
        try:
            self._reader.feed(data)
        except RefusedError as refusal:
            self._refuse(refusal)
        except Exception:
            logger.exception("a request could not be read")
            self._refuse(RefusedError(500, "The server failed"))
        else:
            if self._reader.awaits_continue and not self._stalled:
                self._continue()

    def _receive(self, request: Request) -> None:
        if not self._stalled:
            self._answer(request)
        elif self._state is State.OPEN:
            self._waiting.append(request)
            if len(self._waiting) >= self._host.limits.pipelined:
                self._pause_reading()

    def _answer(self, request: Request) -> None:
        self._begun = time.perf_counter()
        handler = self._find(request.method, request.path)
        answer: Answer
        if handler is None:
            answer = self._unrouted(request)
        else:
            try:
                answer = handler(request)
                if answer.__class__ is not bytes:
                    self._hold(request, answer)
                    return
            except Exception:
                logger.exception("%s %s failed", request.method, request.path)
                self._host.on_refusal(500)
                answer = FAILED
        self._send(request, answer)

    def _send(self, request: Request, answer: bytes) -> None:
        connection = request.connection
        if self._host.stopping and not (self._waiting or self._unread):
            connection = CLOSE
        if request.method == "HEAD":
            answer = answer[: answer.find(b"\r\n\r\n") + 4]
        self._answers[answer[9:12]] += 1
        # Date and Connection follow the status line: one copy, one allocation.
        line = self._tick.date_line
        if connection:
            line += connection
        self._outlet.write(answer.replace(b"\r\n", line, 1))
        self._took(time.perf_counter() - self._begun)
        if connection is CLOSE:
            self._close()

    def _unrouted(self, request: Request) -> bytes:
        allowed = self._host.router.allowed(request.path)
        if not allowed:
            self._host.on_refusal(404)
            return _NOT_FOUND
        self._host.on_refusal(405)
        allow = ", ".join(allowed)
        return problem(
            405,
            "This path does not answer that method",
            f"It answers {allow}.",
            headers=[(b"Allow", allow.encode("ascii"))],
        )

    # Answers that wait, for the disk or for the end of the turn

    def _hold(self, request: Request, answer: Answer) -> None:
        if isinstance(answer, Later):
            answer.settle = self._settle_later
            self._host.outbox.work_out(answer)
        elif isinstance(answer, WhenDurable):
            answer.durable.add_done_callback(self._settle)
        else:
            raise TypeError(f"a handler gave {type(answer).__name__}, not an answer")
        self._held = (request, answer)
        self._stalled = True
        self._since = self._tick.now

    def _settle(self, durable: asyncio.Future[None]) -> None:
        failed = durable.cancelled() or durable.exception() is not None
        held = self._held
        # The hold may be over: given up, or the client gone.
        if held is None or not isinstance(held[1], WhenDurable):
            return
        if held[1].durable is durable:
            self._let_go(held[1].otherwise if failed else held[1].answer)

    def _settle_later(self, later: Later) -> None:
        held = self._held
        if held is None or held[1] is not later:
            return
        if not later.answer:
            self._host.on_refusal(500)
        self._let_go(later.answer or FAILED)

    def _give_up(self) -> None:
        assert self._held is not None
        request, answer = self._held
        if isinstance(answer, WhenDurable):
            logger.warning("an event was not on disk in time")
            self._let_go(answer.otherwise)
        else:
            logger.error("%s %s was not worked out", request.method, request.path)
            self._host.on_refusal(500)
            self._let_go(FAILED)

    def _let_go(self, answer: bytes) -> None:
        assert self._held is not None
        request, _ = self._held
        self._held = None
        self._send(request, answer)
        self._go_on()

    def _go_on(self) -> None:
        """Answer what has waited, until something stalls again or nothing is left."""
        self._stalled = self._write_paused or self._state is not State.OPEN
        waiting = self._waiting
        while waiting and not self._stalled:
            item = waiting.popleft()
            if isinstance(item, Request):
                self._answer(item)
            else:
                self._turn_away(item)
        if self._stalled:
            return
        self._reader.since = self._tick.now
        self._resume_reading()

    def _resume_reading(self) -> None:
        if self._reading_paused:
            self._reading_paused = False
            self._read_on()
            if not self._reading_paused:
                self._transport.resume_reading()
        if self._stalled:
            return
        if self._half_closed:
            self._close()
        elif self._reader.awaits_continue:
            self._continue()
        elif self._host.stopping:
            self.finish()

    def _pause_reading(self) -> None:
        if not self._reading_paused:
            self._reading_paused = True
            self._transport.pause_reading()

    def _continue(self) -> None:
        self._reader.awaits_continue = False
        self._outlet.write(_CONTINUE)

    # Ends

    def _refuse(self, refusal: RefusedError) -> None:
        if self._deaf:
            return
        self._deaf = True
        if self._stalled:
            self._waiting.append(refusal)
        else:
            self._turn_away(refusal)

    def _turn_away(self, refusal: RefusedError) -> None:
        self._host.on_refusal(refusal.status)
        answer = refusal.answer()
        self._answers[answer[9:12]] += 1
        line = self._tick.date_line + CLOSE
        self._outlet.write(answer.replace(b"\r\n", line, 1))
        self._linger()

    def _linger(self) -> None:
        # RFC 9112 §9.6: closing with unread input resets the connection, and the
        # client would lose the answer. So it is read, and thrown away, for a while.
        if self._half_closed:
            self._close()
            return
        self._state = State.LINGERING
        self._stalled = True
        self._since = self._tick.now
        if self._reading_paused:
            self._reading_paused = False
            self._transport.resume_reading()
        self._outlet.end()

    def _close(self) -> None:
        if self._state is State.CLOSED:
            return
        self._state = State.CLOSED
        self._stalled = self._deaf = True
        self._waiting.clear()
        self._since = self._tick.now
        self._outlet.close()

    def finish(self) -> None:
        """The server stops: close when nothing is owed, else after the last answer."""
        if not self._stalled and self._reader.phase is Phase.IDLE:
            self._close()

    def abort(self) -> None:
        """The server's patience is over."""
        self._transport.abort()

    def sweep(self) -> None:
        """Cut off what takes too long; called for every connection once a sweep."""
        limits = self._host.limits
        waited = self._tick.now - self._since
        if self._state is State.LINGERING:
            if waited > limits.linger_seconds:
                self._close()
        elif self._state is State.CLOSED or self._write_paused:
            if waited > limits.write_seconds:
                self._transport.abort()
        elif self._held is not None:
            if waited > limits.durable_seconds:
                self._give_up()
        elif not self._deaf:
            self._sweep_reader(limits)

    def _sweep_reader(self, limits: Limits) -> None:
        waited = self._tick.now - self._reader.since
        phase = self._reader.phase
        if phase is Phase.IDLE:
            if waited > limits.idle_seconds:
                self._close()
        elif phase is Phase.HEAD:
            if waited > limits.header_seconds:
                self._refuse(RefusedError(408, "The headers took too long"))
        elif waited > limits.body_seconds:
            self._refuse(RefusedError(408, "The body took too long"))
