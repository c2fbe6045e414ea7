"""The end of a loop's turn: what waits for it is worked out, and all answers leave.

Each write on a socket wakes whoever waits at its other end. While a turn still has
requests to answer, that costs more than many an answer does; once, at the end of the
turn, the first write wakes the peer and the others find it awake.
"""

import asyncio
import logging
from typing import Final

from toile.edge.server.answer import Later, Work

logger = logging.getLogger("toile.edge")

# What is larger leaves at once, so that no turn gathers much memory.
_HELD_BYTES: Final = 16_384


class Outbox:
    """What of one loop waits for the end of the turn: answers, and outlets."""

    __slots__ = ("_due", "_holding", "_laters")

    def __init__(self) -> None:
        self._due = False
        self._holding: list[Outlet] = []
        self._laters: dict[Work, list[Later]] = {}

    def add(self, outlet: "Outlet") -> None:
        """Empty an outlet when the turn ends."""
        self._holding.append(outlet)
        if not self._due:
            self._call()

    def work_out(self, later: Later) -> None:
        """Have an answer worked out when the turn ends, before outlets are emptied."""
        laters = self._laters.get(later.work)
        if laters is None:
            self._laters[later.work] = [later]
        else:
            laters.append(later)
        if not self._due:
            self._call()

    def _call(self) -> None:
        self._due = True
        asyncio.get_running_loop().call_soon(self._end_turn)

    def _end_turn(self) -> None:
        gathered, self._laters = self._laters, {}
        for work, laters in gathered.items():
            _work_out(work, laters)
        holding, self._holding = self._holding, []
        self._due = False
        if self._laters:
            # Of requests that had waited behind those just answered.
            self._call()
        for outlet in holding:
            outlet.flush()


def _work_out(work: Work, laters: list[Later]) -> None:
    try:
        work(laters)
    except Exception:
        logger.exception("%d requests failed together", len(laters))
    for later in laters:
        try:
            later.settle(later)
        except Exception:
            logger.exception("an answer could not be sent")


class Outlet:
    """The sending half of one connection."""

    __slots__ = ("_held", "_outbox", "_transport")

    def __init__(self, transport: asyncio.Transport, outbox: Outbox) -> None:
        self._transport = transport
        self._outbox = outbox
        self._held = b""

    def write(self, data: bytes) -> None:
        """Send, this turn."""
        if self._held:
            self._held += data
        else:
            self._held = data
            if len(data) <= _HELD_BYTES:
                self._outbox.add(self)
        if len(self._held) > _HELD_BYTES:
            self.flush()

    def flush(self) -> None:
        """Send what is held back."""
        held, self._held = self._held, b""
        if held and not self._transport.is_closing():
            self._transport.write(held)

    def end(self) -> None:
        """Send what is held back, then say that nothing more will come."""
        self.flush()
        if self._transport.can_write_eof():
            self._transport.write_eof()

    def close(self) -> None:
        """Send what is held back, then close."""
        self.flush()
        self._transport.close()
