"""The pace of each line in this process: refreshed a few times a second.

Between two refreshes a serve costs a subtraction. What was served stays off the
allowance until the worker has counted it, or until nobody can see it any more; what was
bid, until it is billed, lost, or past. Uneven traffic makes a process careful, never
lavish: it is credited with no more than its part of what is counted. Only a process
that dies forgets what it served and bid.
"""

from collections.abc import Callable, Iterator

from toile.ads.delivery import counters
from toile.ads.delivery.counters import COUNTERS, Delivered, furthest
from toile.ads.delivery.pacing import SPENT, Part, allowance, credited, exhausted
from toile.ads.delivery.purse import Bid, Purse
from toile.ads.delivery.uncounted import Uncounted
from toile.ads.direct.compiled import CompiledPlan
from toile.ads.direct.serving import IMPRESSION_LIFE_MS
from toile.ads.notices.paid import charged
from toile.edge.ads.progress import BEHIND_MS
from toile.edge.ads.reservations import GRACE_MS, Reservations
from toile.profiles import Space
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import AdsPlan, Line

_RESOLVED_MS = IMPRESSION_LIFE_MS + BEHIND_MS
"""After this an impression is counted, by a worker that reads on, or never will be."""

_ASK_AGAIN_MS = 5_000
_LINES_A_STEP = 25
"""So many are computed at once, in about a third of a millisecond."""


class Pace:
    """How many impressions each line may still serve, and bid for, from this process.

    0 means not now, ``SPENT`` that the budget allows no more.
    """

    def __init__(
        self,
        space: Space,
        index: int,
        processes: int,
        counted_until: Callable[[int], int],
    ) -> None:
        self._space = space
        self._part = Part(index, processes)
        self._counted_until = counted_until
        self._plan = AdsPlan(version=0, made_ms=0)
        self._lines: dict[Ulid, Line] = {}
        self._left: dict[Ulid, int] = {}
        self._bids: dict[Ulid, int] = {}
        self._delivered: dict[Ulid, Delivered] = {}
        self._uncounted: dict[Ulid, Uncounted] = {}
        self._purses: dict[Ulid, Purse] = {}
        self._reservations = Reservations(space, self._purse)
        self._asked_ms = 0
        self._counted_ms = 0

    def left(self, line: Ulid) -> int:
        """Tell how many impressions a line may serve now; an unknown line none."""
        return self._left.get(line, 0)

    def serve(self, line: Ulid, now_ms: int) -> None:
        """Take one impression off a line's allowance."""
        self._left[line] -= 1
        self._uncounted[line].serve(now_ms)
        _take_one(self._bids, line)

    def may_bid(self, line: Ulid) -> int:
        """Tell how many bids a line may make now; an unknown line none."""
        return self._bids.get(line, 0)

    def behind_ms(self, line: Ulid) -> int:
        """Tell how far a line's bids are behind its pace: for turns among equal bids.

        In milliseconds of its flight, so that small and large budgets are alike.
        """
        return self._bids.get(line, 0) * self._purse(line).ms_a_bid

    def reserve(
        self, line: Ulid, impression: Ulid, bid: Money, now_ms: int, expires_ms: int
    ) -> None:
        """Take a bid off what its line may spend; ``bid`` is for 1000.

        ``expires_ms`` is when the exchange lets go of it (``exp``). Only for a line
        that ``may_bid``.
        """
        known = self._lines[line]
        price = charged(bid, self._plan.margin_percent, known.price)
        purse = self._purses[line]
        made = Bid(
            line, price, purse.rate.expected(price), now_ms, expires_ms + GRACE_MS
        )
        purse.reserve(made)
        self._reservations.add(impression, made)
        self._bids[line] -= 1
        _take_one(self._left, line)

    def won(self, impression: Ulid) -> None:
        """Settle a bid of which a win or a bill was told here; others are unknown."""
        self._reservations.won(impression)

    def lost(self, impression: Ulid) -> None:
        """Settle a bid of which a loss was told here; others are unknown."""
        self._reservations.lost(impression)

    def refresh(self, compiled: CompiledPlan, now_ms: int) -> None:
        """Compute all allowances anew from the worker's counters."""
        for _ in self.refreshing(compiled, now_ms):
            pass

    def refreshing(self, compiled: CompiledPlan, now_ms: int) -> Iterator[None]:
        """Compute all allowances anew, some lines at a step: each takes its time.

        What is served or bid between two steps is taken off like any other.
        """
        self._plan, self._lines = compiled.plan, compiled.lines
        # First what is billed, then what is counted: so that nothing is let go of that
        # is in no counter yet.
        self._give_back(now_ms)
        for number, line in enumerate(compiled.lines.values(), 1):
            self._allow(line, now_ms)
            if number % _LINES_A_STEP == 0:
                yield
        self._forget_without(compiled)

    def _allow(self, line: Line, now_ms: int) -> None:
        record = self._space.get(COUNTERS, counters.key(line.id))
        delivered = counters.NOTHING if record is None else counters.decode(record)
        before = self._delivered.get(line.id, delivered)
        # While the worker rebuilds its counters they are behind what they were.
        delivered = furthest(before, delivered)
        uncounted = self._uncounted.setdefault(line.id, Uncounted())
        uncounted.count(credited(before, delivered, self._part))
        self._delivered[line.id] = delivered
        purse = self._purse(line.id)
        self._bids[line.id] = purse.refresh(
            line, before, delivered, uncounted.number, self._part, now_ms
        )
        # In impressions, rounded up: what bids may cost is not served as well.
        taken = uncounted.number + (-(-purse.held // line.price) if line.price else 0)
        if exhausted(line, delivered, taken, self._part):
            self._left[line.id] = SPENT
        else:
            self._left[line.id] = allowance(line, delivered, taken, self._part, now_ms)

    def _purse(self, line: Ulid) -> Purse:
        return self._purses.setdefault(line, Purse())

    def _give_back(self, now_ms: int) -> None:
        """Let go of what nobody will see any more, or no exchange bill."""
        before_ms = now_ms - _RESOLVED_MS
        old = [tally for tally in self._uncounted.values() if tally.is_older(before_ms)]
        waits = bool(old) or self._reservations.end_due(now_ms)
        asks = waits and now_ms - self._asked_ms >= _ASK_AGAIN_MS
        if asks:
            self._asked_ms = now_ms
            self._counted_ms = self._counted_until(now_ms)
        self._reservations.look(now_ms, self._counted_ms)
        if asks:
            # What was served so long before that is counted, or nobody saw it.
            for tally in old:
                tally.give_back(self._counted_ms - IMPRESSION_LIFE_MS)

    def _forget_without(self, compiled: CompiledPlan) -> None:
        for allowed in (self._left, self._bids):
            for line in allowed.keys() - compiled.lines.keys():
                del allowed[line]
        # A line that comes back must not have been given its budget anew.
        gone = [
            line
            for line, tally in self._uncounted.items()
            if line not in compiled.lines
            and not tally.number
            and not self._purse(line).held
        ]
        for line in gone:
            del self._uncounted[line], self._delivered[line], self._purses[line]


def _take_one(allowed: dict[Ulid, int], line: Ulid) -> None:
    # Tags and bids spend one budget; below nothing is a word of its own (``SPENT``).
    if allowed.get(line, 0) > 0:
        allowed[line] -= 1
