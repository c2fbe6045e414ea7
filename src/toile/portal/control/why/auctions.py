"""What a line would do at auction: a made-up request that fits it, put to the bidder.

The same code as the live path (``ads.bidding``): for each place that exchanges sell and
that the line chose, each exchange's request as its own rules want it.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from toile.ads.bidding.auction import Market, State, hear, market_of, questions
from toile.ads.bidding.choose import Choice, choose
from toile.ads.bidding.compiled import compile_bids
from toile.ads.bidding.explain import explain
from toile.ads.bidding.known import Known
from toile.ads.bidding.offered import Offered
from toile.ads.bidding.show import Shown, show
from toile.ads.creatives.addresses import Hosts
from toile.ads.creatives.frames import Frames
from toile.ads.delivery.refusals import NoBidReason
from toile.ads.exchanges.supply_chain import files_of
from toile.portal.control.why.requests import request_for
from toile.portal.control.words import NO_BID
from toile.wire.audience import AEA, Membership
from toile.wire.clock import from_datetime, utc_day
from toile.wire.exchanges import Exchange
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import AdsPlan, Line, Placement


@dataclass(frozen=True)
class BidTrial:
    """What a request that fits the line gets from the bidder.

    ``reasons`` are all that stand in the line's way; without any it bids, unless
    another one is ``winner``.
    """

    exchange: Exchange
    placement: Placement
    reasons: tuple[str, ...]
    winner: Line | None
    ours: bool

    @property
    def wins(self) -> bool:
        """Tell whether nothing stands in the line's way."""
        return not self.reasons


class _Delivery:
    """A reader who has seen nothing yet and is held back from nothing."""

    def __init__(self, allowed: Mapping[Ulid, int], hosts: Hosts) -> None:
        self.offered: Offered | None = None
        self._allowed = allowed
        self._hosts = hosts
        self._frames = Frames()

    def may_bid(self, line: Line) -> bool:
        """Tell whether a line's pace and budget allow a bid now."""
        return self._allowed.get(line.id, 0) > 0

    def behind(self, line: Line) -> int:
        """Give how much a line may still serve: it takes its turn by that."""
        return self._allowed.get(line.id, 0)

    def capped(self, line: Line) -> bool:
        """Say no: nothing was seen."""
        return False

    def withheld(self, line: Line, placement: Placement) -> bool:
        """Say no: nobody is held out here."""
        return False

    def shows(self, line: Line, placement: Placement) -> bool:
        """Tell whether a line has something that the impression can show."""
        assert self.offered is not None
        found = show(
            line, placement, self.offered, 0, hosts=self._hosts, frames=self._frames
        )
        return isinstance(found, Shown)

    def price(self, line: Line, placement: Placement, floor: Money) -> Money:
        """Give the whole bid."""
        return line.bid


def bid_trials(
    plan: AdsPlan,
    wanted: Line,
    now: datetime.datetime,
    allowed: Mapping[Ulid, int],
    hosts: Hosts,
    *,
    targetable: Callable[[str], bool],
) -> list[BidTrial]:
    """Try a request of each exchange on each place that it may sell of the line's."""
    systems = frozenset(each.system for each in plan.exchanges if each.system)
    compiled = compile_bids(plan)
    market = market_of(
        compiled,
        files_of(plan.sites),
        systems or None,
        https=hosts.ads.startswith("https:"),
    )
    at_ms = from_datetime(now)
    ready = sum(
        1 << number
        for number, line in enumerate(compiled.lines)
        if allowed.get(line.id, 0) > 0 and line.starts_ms <= at_ms < line.ends_ms
    )
    large = filter(
        targetable,
        {name for one in plan.lines for name in one.targeting.named_segments},
    )
    trying = _Trying(
        market, State(ready, frozenset(large)), _Delivery(allowed, hosts), at_ms
    )
    return [
        trying.one(exchange, placement, wanted)
        for placement in _chosen(plan, wanted)
        for exchange in plan.exchanges
    ]


class _Trying:
    """All that the trials of one line share."""

    def __init__(
        self, market: Market, state: State, delivery: _Delivery, at_ms: int
    ) -> None:
        self._market = market
        self._state = state
        self._delivery = delivery
        self._at_ms = at_ms

    def one(self, exchange: Exchange, placement: Placement, wanted: Line) -> BidTrial:
        """Try one request of an exchange for one place."""
        plan = self._market.plan
        request = request_for(plan.plan, exchange, placement, wanted, self._at_ms)
        member = Membership({AEA: utc_day(self._at_ms)})
        anonymous = wanted.anonymous and not wanted.targeting.named_segments
        reader = Known(targets=not anonymous, contextual=True, segments=member)
        heard = hear(self._market, exchange, request, reader, self._at_ms)
        if isinstance(heard, NoBidReason):
            return _refused(exchange, placement, heard)
        ways = questions(self._market, self._state, heard, request.imp[0])
        if isinstance(ways, NoBidReason):
            return _refused(exchange, placement, ways)
        number = plan.number.get(wanted.id)
        if number is None:
            reason = NoBidReason.CREATIVE if wanted.bid else NoBidReason.FORMAT
            return _refused(exchange, placement, reason)
        best: BidTrial | None = None
        for question in ways:
            self._delivery.offered = question.offered
            choice = choose(question, self._delivery)
            verdict = explain(question, self._delivery, choice)[number]
            winner = choice.line if isinstance(choice, Choice) else None
            found = BidTrial(
                exchange,
                placement,
                tuple(str(NO_BID[reason]) for reason in verdict.reasons),
                winner,
                verdict.chosen,
            )
            # By whichever deal, or in the open: the way on which least is in the way.
            if best is None or len(found.reasons) < len(best.reasons):
                best = found
        assert best is not None
        return best


def _chosen(plan: AdsPlan, wanted: Line) -> Iterator[Placement]:
    chosen = set(wanted.targeting.placements)
    return (one for one in plan.placements if one.by_exchange and one.id in chosen)


def _refused(exchange: Exchange, placement: Placement, reason: NoBidReason) -> BidTrial:
    return BidTrial(exchange, placement, (str(NO_BID[reason]),), None, ours=False)
