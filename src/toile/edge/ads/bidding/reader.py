"""Whom a bid request named: looked up once, and only when a line asks.

This is the ``Delivery`` that ``ads.bidding`` asks: of one reader, in one process.
"""

from toile.ads.bidding.choose import Choice
from toile.ads.bidding.offered import Offered
from toile.ads.bidding.show import Shown, show
from toile.ads.creatives.addresses import Hosts
from toile.ads.delivery import caps
from toile.ads.delivery.refusals import NoBidReason
from toile.edge.ads.holdout import assign
from toile.edge.ads.wing import AdsWing, membership_of, seen_by
from toile.wire.audience import Membership
from toile.wire.clock import utc_day
from toile.wire.ids import Aid, Ulid
from toile.wire.money import Money
from toile.wire.plan import Line, Placement


class Reader:
    """One request's reader; ``aid`` is ``None`` where nobody was named, or may be."""

    def __init__(
        self,
        wing: AdsWing,
        hosts: Hosts,
        exchange: Ulid,
        aid: Aid | None,
        now_ms: int,
        *,
        measured: bool,
        test: bool = False,
    ) -> None:
        self.aid = aid
        # What may not be measured by id is not tied to one (purpose 7).
        self.measured = aid if measured else None
        self._exchange = exchange
        self._test = test
        self.offered: Offered | None = None
        self._wing = wing
        self._hosts = hosts
        self._now_ms = now_ms
        self._seen: caps.Seen | None = None
        self._turn = wing.turn()

    def membership(self) -> Membership | None:
        """Look up the segments of the id."""
        return None if self.aid is None else membership_of(self._wing, self.aid)

    @property
    def seen(self) -> caps.Seen:
        """Look up how often the id has seen each line."""
        if self._seen is None:
            aid = self.aid
            self._seen = (
                caps.NOTHING if aid is None else seen_by(self._wing, aid, self._now_ms)
            )
        return self._seen

    def may_bid(self, line: Line) -> bool:
        """Tell whether a line's pace and budget allow a bid now."""
        return self._wing.pace.may_bid(line.id) > 0

    def behind(self, line: Line) -> int:
        """Tell how far a line is behind its pace."""
        return self._wing.pace.behind_ms(line.id)

    def capped(self, line: Line) -> bool:
        """Tell whether the id has seen a line as often as its cap allows."""
        today = utc_day(self._now_ms)
        return caps.capped(self.seen, line.id, line.cap, today)

    def withheld(self, line: Line, placement: Placement) -> bool:
        """Tell whether a line that has won is held back from this id."""
        if self._test:
            # Seen or not, a test takes nobody into a comparison.
            return False
        return assign(self._wing, line, placement.id, self.aid, self._now_ms)

    def shows(self, line: Line, placement: Placement) -> bool:
        """Tell whether a line has something that the impression can show."""
        return isinstance(self._show(line, placement), Shown)

    def price(self, line: Line, placement: Placement, floor: Money) -> Money:
        """Tell what to bid where the winner pays its bid: what wins nearly as often."""
        return self._wing.shades.shaded(
            self._exchange, placement.id, line.bid, floor, self._now_ms
        )

    def shown(self, choice: Choice) -> Shown | NoBidReason:
        """Tell what a choice shows."""
        return self._show(choice.line, choice.placement)

    def _show(self, line: Line, placement: Placement) -> Shown | NoBidReason:
        assert self.offered is not None
        return show(line, placement, self.offered, self._hosts, self._turn)
