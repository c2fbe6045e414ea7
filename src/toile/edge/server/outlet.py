"""What a connection sends: small answers leave together, at the end of a loop's turn.

Each write on a socket wakes whoever waits at its other end. While a turn still has
requests to answer, that costs more than many an answer does; once, at the end of the
turn, the first write wakes the peer and the others find it awake.
"""

import asyncio
from typing import Final

# What is larger leaves at once, so that no turn gathers much memory.
_HELD_BYTES: Final = 16_384


class Outbox:
    """The outlets of one loop that hold something back until the end of the turn."""

    __slots__ = ("_holding",)

    def __init__(self) -> None:
        self._holding: list[Outlet] = []

    def add(self, outlet: "Outlet") -> None:
        """Empty an outlet when the turn ends."""
        if not self._holding:
            asyncio.get_running_loop().call_soon(self._empty)
        self._holding.append(outlet)

    def _empty(self) -> None:
        holding, self._holding = self._holding, []
        for outlet in holding:
            outlet.flush()


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
