"""A line's money for bids, in one process: what is reserved and what may be bid now.

Two limits, both in thousandths of micro-euros. *Held* is what the bids of this process
may still cost, at their full price, plus what was billed and has not been credited: it
never passes the process's part of the budget. *Saved* is the pace: earned by time, paid
down by what the worker counts, whoever spent it. Against it a bid weighs what it will
cost on average, so that a line that seldom wins bids more often.
"""

import msgspec

from toile.ads.delivery.counters import IMPRESSIONS_A_PRICE, Delivered
from toile.ads.delivery.late import Late
from toile.ads.delivery.pacing import (
    BOUNDLESS,
    LEAD_MS,
    SPENT,
    Part,
    earned,
    money_left,
)
from toile.ads.delivery.win_rate import WinRate
from toile.wire.ids import Ulid
from toile.wire.plan import Line


class Bid(msgspec.Struct, gc=False):
    """One bid whose end is not known; ``expected`` is what it weighs on the pace."""

    line: Ulid
    price: int
    expected: int
    made_ms: int
    ends_ms: int
    won: bool = False


class Purse:
    """The tally of one line's bids in one process."""

    __slots__ = (
        "_refreshed_ms",
        "_saved",
        "expected",
        "held",
        "late",
        "ms_a_bid",
        "rate",
    )

    def __init__(self) -> None:
        self.held = 0
        self.expected = 0
        self.ms_a_bid = 1
        self.rate = WinRate()
        self.late = Late()
        self._saved = 0
        self._refreshed_ms: int | None = None

    def reserve(self, bid: Bid) -> None:
        """Take a bid's whole price off what may still be bid."""
        self.held += bid.price
        self.expected += bid.expected

    def won(self, bid: Bid) -> None:
        """Note that a bid won: it will be billed, as a rule."""
        if not bid.won:
            bid.won = True
            self.expected += bid.price - bid.expected
            bid.expected = bid.price

    def billed(self, bid: Bid, price: int, now_ms: int, *, announced: bool) -> None:
        """Note that a bid is billed and counted; the rest of its price is free again.

        Its own price stays held until it is credited. ``announced``: its win was told.
        """
        if not announced:
            self.late.billed(price, now_ms)
        self._end(bid, billed=True)
        self._let_go(bid.price - price)

    def give_back(self, bid: Bid) -> None:
        """Free the price of a bid that lost, or was never billed."""
        self._end(bid, billed=False)
        self._let_go(bid.price)

    def refresh(
        self,
        line: Line,
        before: Delivered,
        now: Delivered,
        uncounted: int,
        part: Part,
        now_ms: int,
    ) -> int:
        """Take in what was counted meanwhile; tell how many bids may be made.

        0 means not now, ``SPENT`` that the budget allows no more.
        """
        # Each process takes its part of all that is billed: so what all of them hold
        # is never less than what is at stake.
        bought = part.of(now.bought_thousandths) - part.of(before.bought_thousandths)
        self._let_go(bought)
        spent = part.of(now.spent_thousandths) - part.of(before.spent_thousandths)
        self._saved -= spent
        left = max(0, line.budget * IMPRESSIONS_A_PRICE - now.spent_thousandths)
        self._earn(line, left, part, now_ms)
        if line.price == 0:
            return BOUNDLESS
        held = self.held + self.late.kept(now_ms)
        within_budget = money_left(line, now, held, uncounted, part) // line.price
        if within_budget <= 0:
            return SPENT
        weight = self.rate.expected(line.price)
        remaining = max(0, line.ends_ms - now_ms)
        of_time = weight * part.processes * remaining // max(1, left)
        self.ms_a_bid = max(1, of_time)
        if line.pacing == "fast":
            return within_budget
        return max(0, min(within_budget, (self._saved - self.expected) // weight))

    def _earn(self, line: Line, left: int, part: Part, now_ms: int) -> None:
        since, self._refreshed_ms = self._refreshed_ms, now_ms
        if line.pacing == "fast" or now_ms < line.starts_ms:
            return
        lead = earned(line, left, now_ms - LEAD_MS, now_ms, part)
        gained = lead if since is None else earned(line, left, since, now_ms, part)
        # Time that nobody asked in is not saved up; what a lost bid frees is.
        room = max(lead, 2 * line.price) - (self._saved - self.expected)
        self._saved += max(0, min(gained, room))

    def _end(self, bid: Bid, *, billed: bool) -> None:
        self.expected -= bid.expected
        self.rate.saw(billed=billed)

    def _let_go(self, thousandths: int) -> None:
        self.held = max(0, self.held - thousandths)
