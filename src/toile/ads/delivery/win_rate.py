"""How many of a line's bids end up billed: learnt, slow to hope.

Begins as if all were, so that a line that nothing is known of bids no more than it may
spend; older bids weigh less and less.
"""

_TAKEN_AS_BILLED = 10
_REMEMBERED = 2_000


class WinRate:
    """One line's, in one process."""

    __slots__ = ("billed", "ended")

    def __init__(self) -> None:
        self.ended = 0
        self.billed = 0

    def saw(self, *, billed: bool) -> None:
        """Note how one more bid ended."""
        self.ended += 1
        self.billed += billed
        if self.ended >= _REMEMBERED:
            self.ended //= 2
            self.billed //= 2

    def expected(self, price: int) -> int:
        """Tell what a bid at a price will cost on average; at least 1, rounded up."""
        of = self.ended + _TAKEN_AS_BILLED
        return max(1, -(-price * (self.billed + _TAKEN_AS_BILLED) // of))
