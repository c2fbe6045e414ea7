"""Following what changes: done again and again, and watched for when it last worked."""

import logging
from collections.abc import Callable, Iterator

STALE_SECONDS = 10.0
"""Older than this, plans and allowances are no ground to take traffic on."""

_log = logging.getLogger(__name__)


class Followed:
    """Something that is read anew every turn; ``now`` is on the monotonic clock.

    ``refresh`` does it in steps, so that requests are answered between two of them.
    """

    def __init__(self, refresh: Callable[[], Iterator[None]]) -> None:
        self._refresh = refresh
        self._read_at: float | None = None
        self._problem = ""

    def first(self, now: float) -> None:
        """Take the first turn; what it raises is the caller's to tell."""
        for _ in self._refresh():
            pass
        self._read_at = now

    def turn(self, now: float) -> Iterator[None]:
        """Read it anew, step by step; what cannot be read stays as it was."""
        try:
            yield from self._refresh()
        except Exception as error:  # noqa: BLE001 - the next turn must come
            if str(error) != self._problem:
                _log.exception("plans and allowances stay as they were")
            self._problem = str(error)
        else:
            self._read_at, self._problem = now, ""

    def fault(self, now: float) -> str:
        """Tell since when it could not be read, and why; "" while it is fresh."""
        if self._read_at is None:
            return "plans and allowances were not read yet."
        age = now - self._read_at
        if age <= STALE_SECONDS:
            return ""
        why = self._problem or "The turn that reads them has ended; restart this edge."
        return f"plans and allowances are {age:.0f} s old. {why}"
