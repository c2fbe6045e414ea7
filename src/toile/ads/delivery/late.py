"""Bills that come when their bid is past, of wins that nothing announced.

A bid is let go of a minute after its ``exp``; where a win was told, after an hour. An
exchange that tells no wins and bills hours later would be paid from a budget that is
spent: so of what it billed unannounced in the last hours a part is kept back, and given
free when its time is over.
"""

from collections import deque

from toile.wire.clock import MS_A_SECOND

KEPT_PERCENT = 2
"""One bill in fifty may come late, and the budget holds."""

KEPT_MS = 3 * 3_600 * MS_A_SECOND
_BUCKET_MS = 900 * MS_A_SECOND


class Late:
    """What one line keeps back in one process, thousandths of micro-euros."""

    __slots__ = ("_billed", "_whole")

    def __init__(self) -> None:
        self._billed: deque[tuple[int, int]] = deque()
        self._whole = 0

    def billed(self, price: int, now_ms: int) -> None:
        """Note a bill that no win announced."""
        bucket = now_ms // _BUCKET_MS
        before = 0
        if self._billed and self._billed[-1][0] == bucket:
            before = self._billed.pop()[1]
        self._billed.append((bucket, before + price))
        self._whole += price

    def kept(self, now_ms: int) -> int:
        """Tell how much of the budget is not to be bid now."""
        oldest = (now_ms - KEPT_MS) // _BUCKET_MS
        while self._billed and self._billed[0][0] < oldest:
            self._whole -= self._billed.popleft()[1]
        return self._whole * KEPT_PERCENT // 100
