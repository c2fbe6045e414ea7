"""Who gave a mandate to be invoiced for: asked of the invoices, which lie above.

``invoices`` says once, when it is loaded, who answers; until then nobody has given one.
"""

import datetime
from collections.abc import Collection
from typing import Protocol


class Mandates(Protocol):
    """Tells which of these cinemas have a mandate in force at a moment."""

    def __call__(self, cinemas: Collection[str], now: datetime.datetime) -> set[str]:
        """Give their ids."""


_invoices: list[Mandates] = []


def answered_by(mandates: Mandates) -> None:
    """Let this tell of mandates from now on."""
    _invoices[:] = [mandates]


def mandated(cinemas: Collection[str], now: datetime.datetime) -> set[str]:
    """Tell which of these cinemas may be invoiced for."""
    return _invoices[0](cinemas, now) if _invoices else set()
