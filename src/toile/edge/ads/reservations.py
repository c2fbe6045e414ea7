"""The bids of this process whose end is not known: each looked up until it is.

A notice comes to any process, or to none. So each bid is looked up in what the worker
was told of it: soon once, for most auctions are over within seconds, then when nothing
more can come of it.
"""

import heapq
from collections.abc import Callable, Iterator

from toile.ads.delivery import noticed
from toile.ads.delivery.noticed import NOTICED, Noticed
from toile.ads.delivery.purse import Bid, Purse
from toile.profiles import Space
from toile.wire.ids import Ulid

GRACE_MS = 60_000
"""A bid is held for so long beyond its ``exp``: notices are repeated for a minute."""

WON_MS = 3_600_000
"""A bid that won is held for so long: its page may lie in a tab behind others."""

SOON_MS = 15_000
WON_AGAIN_MS = 20_000
_AGAIN_MS = 5_000
_AT_ONCE = 1_000
"""So many are looked up at a turn, in about two milliseconds."""
_MANY = 50_000
"""While so many wait none is looked up early: there is no time for it."""


class Reservations:
    """All lines' bids; ``purse_of`` gives the purse of a line."""

    def __init__(self, space: Space, purse_of: Callable[[Ulid], Purse]) -> None:
        self._space = space
        self._purse_of = purse_of
        self._bids: dict[Ulid, Bid] = {}
        self._looks: list[tuple[int, Ulid]] = []

    def __len__(self) -> int:
        return len(self._bids)

    def add(self, impression: Ulid, bid: Bid) -> None:
        """Begin to follow a bid."""
        self._bids[impression] = bid
        soon = bid.made_ms + SOON_MS if len(self._bids) < _MANY else bid.ends_ms
        heapq.heappush(self._looks, (min(soon, bid.ends_ms), impression))

    def won(self, impression: Ulid) -> None:
        """Take a notice of a win, or a bill that the worker has not counted yet."""
        bid = self._bids.get(impression)
        if bid is not None:
            self._win(bid)

    def lost(self, impression: Ulid) -> None:
        """Take a notice of a loss; one of a bid that ended changes nothing."""
        bid = self._bids.pop(impression, None)
        if bid is not None:
            self._purse_of(bid.line).give_back(bid)

    def end_due(self, now_ms: int) -> bool:
        """Tell whether a bid is past its end, so that it matters what is counted."""
        return bool(self._looks) and any(
            bid.ends_ms <= now_ms
            for _, impression in self._looks[:1]
            if (bid := self._bids.get(impression)) is not None
        )

    def look(self, now_ms: int, counted_ms: int) -> None:
        """Look up what became of the bids that are due.

        ``counted_ms`` is up to when all events are known to be counted: a bid that
        ended later may still be billed.
        """
        for impression, bid in self._due(now_ms):
            record = self._space.get(NOTICED, noticed.key(impression))
            told = Noticed(0) if record is None else noticed.decode(record)
            purse = self._purse_of(bid.line)
            if told.price is not None:
                purse.billed(bid, told.price, now_ms, announced=told.won)
            elif told.lost:
                purse.give_back(bid)
            else:
                if told.won:
                    self._win(bid)
                if bid.ends_ms > counted_ms:
                    # Few win, and most of these are billed within a minute.
                    next_ms = now_ms + WON_AGAIN_MS if bid.won else bid.ends_ms
                    again = max(min(next_ms, bid.ends_ms), now_ms + _AGAIN_MS)
                    heapq.heappush(self._looks, (again, impression))
                    continue
                purse.give_back(bid)
            del self._bids[impression]

    def _win(self, bid: Bid) -> None:
        self._purse_of(bid.line).won(bid)
        bid.ends_ms = max(bid.ends_ms, bid.made_ms + WON_MS)

    def _due(self, now_ms: int) -> Iterator[tuple[Ulid, Bid]]:
        looks = self._looks
        for _ in range(_AT_ONCE):
            if not looks or looks[0][0] > now_ms:
                return
            _, impression = heapq.heappop(looks)
            bid = self._bids.get(impression)
            if bid is not None:
                yield impression, bid
