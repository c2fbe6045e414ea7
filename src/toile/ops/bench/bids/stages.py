"""Where the time of a bid request goes, stage by stage, in one process.

Each stage is timed over all requests in a row and cumulatively, so that the difference
of two is what the later one costs.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from toile.ads import keys as ads_keys
from toile.ads.bidding.auction import State, hear, questions
from toile.ads.bidding.choose import Choice, choose
from toile.ads.bidding.known import Known
from toile.ads.creatives.addresses import Hosts
from toile.ads.delivery.refusals import NoBidReason
from toile.consent import Registration
from toile.edge.ads.bidding.desk import Desk
from toile.edge.ads.bidding.reader import permissions_of
from toile.ops.bench.bids.requests import VENDOR
from toile.ops.bench.bids.world import EXCHANGE
from toile.profiles import Space, open_space
from toile.settings import Settings
from toile.wire import audience
from toile.wire.audience import AEA, AUDIENCE_TABLE, Membership
from toile.wire.money import Money
from toile.wire.openrtb import BidRequest, decode
from toile.wire.plan import AdsPlan, Line, Placement

_PASSES = 3
_MEMBER = Membership({AEA: 1 << 30})


class _Everybody:
    """A delivery that never says no: what is timed is the choice, not the stores."""

    def may_bid(self, _line: Line) -> bool:
        return True

    def behind(self, _line: Line) -> int:
        return 1

    def capped(self, _line: Line) -> bool:
        return False

    def withheld(self, _line: Line, _placement: Placement) -> bool:
        return False

    def shows(self, _line: Line, _placement: Placement) -> bool:
        return True

    def price(self, line: Line, _placement: Placement, _floor: Money) -> Money:
        return line.bid


def stages(
    settings: Settings, plan: AdsPlan, bodies: Sequence[bytes], now_ms: int
) -> dict[str, float]:
    """Give microseconds a request by stage."""
    desk = _desk(settings, plan)
    space = open_space(settings.profiles, "ads", (AUDIENCE_TABLE,), read_only=True)
    try:
        asked = [decode(body) for body in bodies]
        timed = {"parse": _timed(decode, bodies)}
        timed["consent"] = _timed(lambda one: permissions_of(desk, one, now_ms), asked)
        timed["profile"] = _timed(lambda one: _membership(desk, space, one), asked)
        timed["match and choose"] = _timed(
            lambda one: _choose(desk, None, one, now_ms), asked
        )
    finally:
        space.close()
    return timed


def bid_share(
    settings: Settings, plan: AdsPlan, bodies: Sequence[bytes], now_ms: int
) -> float:
    """Tell which part of the requests a line answers."""
    desk = _desk(settings, plan)
    space = open_space(settings.profiles, "ads", (AUDIENCE_TABLE,), read_only=True)
    try:
        bids = sum(
            isinstance(_choose(desk, space, decode(body), now_ms), Choice)
            for body in bodies
        )
    finally:
        space.close()
    return bids / len(bodies)


def _choose(
    desk: Desk, space: Space | None, request: BidRequest, now_ms: int
) -> Choice | NoBidReason:
    member = _MEMBER if space is None else _membership(desk, space, request)
    reader = Known(targets=True, contextual=True, segments=member)
    heard = hear(desk.market, EXCHANGE, request, reader, now_ms)
    if isinstance(heard, NoBidReason):
        return heard
    state = State(desk.market.plan.everybody, frozenset((AEA,)))
    ways = questions(desk.market, state, heard, request.imp[0])
    if isinstance(ways, NoBidReason):
        return ways
    found: Choice | NoBidReason = NoBidReason.NO_LINE
    for question in ways:
        found = choose(question, _Everybody())
    return found


def _membership(desk: Desk, space: Space, request: BidRequest) -> Membership | None:
    user = request.user
    uid = None if user is None else user.buyeruid
    aid = None if uid is None else desk.gates[EXCHANGE.slug].partner.aid(uid)
    record = None if aid is None else space.get(AUDIENCE_TABLE, aid)
    return None if record is None else audience.decode(record)


def _desk(settings: Settings, plan: AdsPlan) -> Desk:
    keys = ads_keys.read(settings.ads_keys.read_bytes(), "keys")
    desk = Desk(
        master=bytes.fromhex(keys.partners),
        processes=1,
        hosts=Hosts("https://ads.example", "https://portal.example"),
        registration=Registration(VENDOR),
    )
    desk.compile(plan)
    return desk


def _timed(stage: Callable[[Any], object], inputs: Sequence[Any]) -> float:
    """Give the median of a few passes, in microseconds of processor time an input."""
    passes = []
    for _ in range(_PASSES):
        begun = time.process_time()
        for one in inputs:
            stage(one)
        passes.append((time.process_time() - begun) / len(inputs) * 1e6)
    return statistics.median(passes)
