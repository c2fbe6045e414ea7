"""What less than a bid wins nearly as often, as the worker has learnt it by place."""

from toile.ads.delivery import shading
from toile.ads.delivery.shading import SHADING
from toile.profiles import Space
from toile.wire.errors import ProfileError
from toile.wire.ids import Ulid
from toile.wire.money import Money

_FRESH_MS = 5_000
_MOST = 10_000


class Shades:
    """Answers from memory what it read within the last seconds."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._enough: dict[tuple[Ulid, Ulid, Money], Money] = {}
        self._since_ms = 0

    def shaded(
        self, exchange: Ulid, placement: Ulid, bid: Money, floor: Money, now_ms: int
    ) -> Money:
        """Tell what a line with ``shading`` bids at a place instead of its whole bid.

        Never above the bid, never below the floor (or the bid, if it is lower itself).
        """
        if now_ms - self._since_ms >= _FRESH_MS or len(self._enough) >= _MOST:
            self._enough.clear()
            self._since_ms = now_ms
        asked = exchange, placement, bid
        enough = self._enough.get(asked)
        if enough is None:
            enough = self._enough[asked] = self._look(exchange, placement, bid)
        return min(bid, max(floor, enough))

    def _look(self, exchange: Ulid, placement: Ulid, bid: Money) -> Money:
        try:
            record = self._space.get(SHADING, shading.key(exchange, placement))
        except ProfileError:
            return bid
        return bid if record is None else shading.enough(shading.decode(record), bid)
