"""A request put to every line of a plan, by the code of the live path."""

import msgspec

from toile.ads.bidding.auction import MOST_IMPS, hear, questions
from toile.ads.bidding.choose import Choice, choose
from toile.ads.bidding.criteria import Question
from toile.ads.bidding.explain import Verdict, explain
from toile.ads.bidding.known import Known
from toile.ads.bidding.offered import Offered
from toile.ads.bidding.show import Shown, show
from toile.ads.creatives.addresses import Hosts
from toile.ads.creatives.frames import Frames
from toile.ads.delivery import caps
from toile.ads.delivery.caps import CAPS
from toile.ads.delivery.holdout import held_out
from toile.ads.delivery.pacing import SPENT
from toile.ads.delivery.refusals import NoBidReason
from toile.consent import Permissions
from toile.edge.ads.bidding.desk import Desk
from toile.edge.ads.pace import Pace
from toile.ops.replay.told import Outcome, Told, ToldImp, ToldLine, Way
from toile.ops.replay.words import reason_of
from toile.profiles import Space
from toile.wire import audience
from toile.wire.audience import AUDIENCE_TABLE, Membership
from toile.wire.clock import utc_day
from toile.wire.exchanges import Exchange
from toile.wire.ids import Aid, Ulid
from toile.wire.money import Money
from toile.wire.openrtb import BidRequest
from toile.wire.plan import Line, Placement

NOTHING = Money(0)


class Delivery:
    """What the bidder's ``Delivery`` asks, without a journal and without a memory."""

    def __init__(
        self, records: Space, pace: Pace, hosts: Hosts, aid: Aid | None, now_ms: int
    ) -> None:
        self.offered: Offered | None = None
        self._records = records
        self._pace = pace
        self._hosts = hosts
        self._frames = Frames()
        self._aid = aid
        self._now_ms = now_ms

    def membership(self) -> Membership | None:
        """Look up the segments of the id."""
        record = self._record(AUDIENCE_TABLE)
        return None if record is None else audience.decode(record)

    def may_bid(self, line: Line) -> bool:
        """Tell whether a line's pace and budget allow a bid now."""
        return self._pace.may_bid(line.id) > 0

    def behind(self, line: Line) -> int:
        """Tell how far a line is behind its pace."""
        return self._pace.behind_ms(line.id)

    def capped(self, line: Line) -> bool:
        """Tell whether the id has seen a line as often as its cap allows."""
        record = self._record(CAPS)
        seen = caps.NOTHING if record is None else caps.decode(record)
        return caps.capped(seen, line.id, line.cap, utc_day(self._now_ms))

    def withheld(self, line: Line, placement: Placement) -> bool:
        """Tell whether a line is held back from the id."""
        aid = self._aid
        return aid is not None and held_out(aid, line.campaign, line.holdout)

    def shows(self, line: Line, placement: Placement) -> bool:
        """Tell whether a line has something that the impression can show."""
        assert self.offered is not None
        found = show(
            line, placement, self.offered, 0, hosts=self._hosts, frames=self._frames
        )
        return isinstance(found, Shown)

    def price(self, line: Line, placement: Placement, floor: Money) -> Money:
        """Give the whole bid: what an edge has learnt to save, only that one knows."""
        return line.bid

    def why_not_now(self, line: Line) -> NoBidReason:
        """Tell flight, budget and pace apart, which bid as one."""
        if not line.starts_ms <= self._now_ms < line.ends_ms:
            return NoBidReason.OUT_OF_FLIGHT
        spent = self._pace.left(line.id) == SPENT
        return NoBidReason.BUDGET if spent else NoBidReason.PACING

    def _record(self, table: str) -> bytes | None:
        return None if self._aid is None else self._records.get(table, self._aid)


def replay(
    desk: Desk,
    exchange: Exchange,
    request: BidRequest,
    permissions: Permissions,
    delivery: Delivery,
    told: Told,
    now_ms: int,
) -> Told:
    """Put a request to the plan's lines; ``told`` is what is known beforehand."""
    segments = delivery.membership() if permissions.target else None
    reader = Known(permissions.target, permissions.contextual, segments)
    heard = hear(desk.market, exchange, request, reader, now_ms)
    if isinstance(heard, NoBidReason):
        return msgspec.structs.replace(told, refused=reason_of(heard))
    if not permissions.contextual:
        # The live path finds it last, for it reads consent last; it refuses all lines.
        refused = reason_of(NoBidReason.NO_CONSENT)
        return msgspec.structs.replace(told, refused=refused)
    imps = []
    without: tuple[Ulid, ...] = ()
    for imp in request.imp[:MOST_IMPS]:
        ways = questions(desk.market, desk.state, heard, imp)
        if isinstance(ways, NoBidReason):
            imps.append(ToldImp(imp.id, reason_of(ways)))
            continue
        judged = []
        for question in ways:
            way, chosen = _judge(question, delivery, without)
            judged.append(way)
            without += chosen
        imps.append(ToldImp(imp.id, ways=tuple(judged)))
    return msgspec.structs.replace(told, imps=tuple(imps))


def _judge(
    question: Question, delivery: Delivery, without: tuple[Ulid, ...]
) -> tuple[Way, tuple[Ulid, ...]]:
    delivery.offered = question.offered
    choice = choose(question, delivery, without)
    verdicts = explain(question, delivery, choice)
    lines = [_line(each, choice, delivery, without) for each in verdicts]
    lines += _silent(question)
    way = Way(
        deal=_code(question),
        places=tuple(place.placement.key for place in question.places),
        floor=min((each.floor for each in verdicts), default=NOTHING),
        lines=tuple(lines),
    )
    chosen = (choice.line.campaign,) if isinstance(choice, Choice) else ()
    return way, chosen


def _code(question: Question) -> str | None:
    if question.deal < 0:
        return None
    return question.offered.deals[question.deal].deal.code


def _line(
    verdict: Verdict,
    choice: Choice | NoBidReason,
    delivery: Delivery,
    without: tuple[Ulid, ...],
) -> ToldLine:
    line = verdict.line
    reasons = [
        delivery.why_not_now(line) if each is NoBidReason.PACING else each
        for each in verdict.reasons
    ]
    outcome: Outcome = "outbid"
    if verdict.chosen:
        outcome = "chosen"
    elif reasons:
        outcome = "refused"
    elif line.campaign in without:
        outcome = "already_on_page"
    price = choice.price if verdict.chosen and isinstance(choice, Choice) else NOTHING
    return _told(line, outcome, *reasons, price=price)


def _silent(question: Question) -> list[ToldLine]:
    """Name the lines that never bid: without a price for exchanges, or an ad."""
    bidding = question.plan.number
    return [
        _told(
            line,
            "refused",
            NoBidReason.CREATIVE if line.bid > 0 else NoBidReason.FORMAT,
        )
        for line in question.plan.plan.lines
        if line.id not in bidding
    ]


def _told(
    line: Line, outcome: Outcome, *reasons: NoBidReason, price: Money = NOTHING
) -> ToldLine:
    return ToldLine(
        line=line.id,
        film=line.film_title,
        distributor=line.distributor,
        bid=line.bid,
        outcome=outcome,
        price=price,
        reasons=tuple(map(reason_of, reasons)),
    )
