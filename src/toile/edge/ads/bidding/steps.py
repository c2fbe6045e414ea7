"""The bid requests of one turn of the loop, answered together, step by step.

One request after the other runs hundreds of functions for each, and finds none of them
in the processor's nearest memory: what came in between has pushed them out. Step by
step the same work takes little more than half the time (decision 0045). What the next
request must see, such as a line's last money, is begun and ended in one step.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from toile.ads.bidding.asked import Asked
from toile.ads.bidding.auction import MOST_IMPS, Page, hear, questions
from toile.ads.bidding.choose import pick
from toile.ads.bidding.criteria import Question, match_page, match_reader
from toile.ads.creatives.frame import FrameTokens
from toile.ads.delivery.refusals import NoBidReason
from toile.edge.ads.bidding.desk import Desk
from toile.edge.ads.bidding.gates import Gate
from toile.edge.ads.bidding.reader import Reader
from toile.edge.ads.bidding.respond import MALFORMED, explained, no_bid, responded
from toile.edge.ads.bidding.sell import Sold, reserve, seal, write
from toile.edge.ads.wing import AdsWing
from toile.edge.server import Later, Request
from toile.wire.ids import Ulid
from toile.wire.openrtb import BidRequest, Imp, decode

logger = logging.getLogger("toile.edge")


class Way:
    """A way to buy an impression: by a deal, or in the open market.

    ``left`` are the lines that fit so far. Where there is none, nothing is asked any
    more (``question`` is ``None``), and ``reason`` says why.
    """

    __slots__ = ("imp", "left", "question", "reason")

    def __init__(self, imp: Imp, asked: Question | NoBidReason) -> None:
        self.imp = imp
        self.left = 0
        self.question: Question | None = None
        self.reason = NoBidReason.NO_LINE
        if isinstance(asked, NoBidReason):
            self.reason = asked
        else:
            self.question = asked

    def keep(self, found: int | NoBidReason) -> None:
        """Note which lines are left, or why none is."""
        if isinstance(found, NoBidReason):
            self.question, self.reason = None, found
        else:
            self.left = found


class Job(Later):
    """A bid request on its way; each step leaves what the later ones need.

    ``page`` is what the first look has found in the market of that moment.
    """

    __slots__ = (
        "asked",
        "bids",
        "desk",
        "gate",
        "heard",
        "market",
        "now_ms",
        "page",
        "reader",
        "reason",
        "request",
        "sold",
        "tokens",
        "ways",
        "wing",
    )

    def __init__(
        self,
        wing: AdsWing,
        desk: Desk,
        gate: Gate,
        request: Request,
        page: Page | None,
        now_ms: int,
    ) -> None:
        super().__init__(answer_together)
        self.wing = wing
        self.desk = desk
        self.gate = gate
        self.request = request
        self.page = page
        self.market = desk.market
        self.now_ms = now_ms
        self.reason = NoBidReason.NO_LINE
        self.asked: BidRequest
        self.reader: Reader
        self.heard: Asked
        self.ways: list[Way]
        self.sold: list[Sold]
        self.tokens: list[FrameTokens]
        self.bids: tuple[msgspec.Raw, ...] = ()


def answer_together(jobs: Sequence[Job]) -> None:
    """Take all requests through each step in turn; the last one writes the answers.

    One that fails is logged and left without an answer; the others go on.
    """
    going = jobs
    for step in _STEPS:
        passed = []
        for job in going:
            try:
                if step(job):
                    passed.append(job)
                elif not job.answer:
                    job.answer = _without_bid(job)
            except Exception:
                logger.exception("POST %s failed", job.request.path)
        going = passed


def _without_bid(job: Job) -> bytes:
    gate, request = job.gate, job.request
    if gate.exchange.explains and request.param("debug") == "1":
        return explained(job.wing, gate, request, job.asked, job.reason)
    return no_bid(job.wing, gate, request, job.reason)


def _read(job: Job) -> bool:
    gate = job.gate
    try:
        asked = job.asked = decode(job.request.body)
    # Brackets nested thousands deep end in a RecursionError, not in a DecodeError.
    except (ValueError, RecursionError):
        job.wing.counters.count(gate.door, "malformed")
        job.answer = MALFORMED
        return False
    if not asked.test:
        job.wing.supply.asked(gate.exchange.id)
    job.reason = NoBidReason.BLOCKED_SITE
    return not gate.exchange.by_browser or job.desk.is_ours(job.request)


def _hear(job: Job) -> bool:
    desk, gate, asked = job.desk, job.gate, job.asked
    reader = Reader(job.wing, desk, gate, job.request, asked, job.now_ms)
    # A plan that came in force since the first look has other sites.
    page = job.page if job.market is desk.market else None
    heard = hear(desk.market, gate.exchange, asked, reader, job.now_ms, page)
    if isinstance(heard, NoBidReason):
        job.reason = heard
        return False
    job.reader, job.heard = reader, heard
    return True


def _ask(job: Job) -> bool:
    desk, ways = job.desk, []
    for imp in job.asked.imp[:MOST_IMPS]:
        found = questions(desk.market, desk.state, job.heard, imp)
        if isinstance(found, NoBidReason):
            ways.append(Way(imp, found))
        else:
            ways += [Way(imp, question) for question in found]
    job.ways = ways
    return _goes_on(job)


def _fit_page(job: Job) -> bool:
    for way in job.ways:
        if way.question is not None:
            way.keep(match_page(way.question))
    return _goes_on(job)


def _read_consent(job: Job) -> bool:
    # An earlier step may have asked: where a user lives may only be read with a yes.
    return job.reader.permissions is not None


def _look_up(job: Job) -> bool:
    if job.reader.targets:
        job.reader.membership()
    return True


def _fit_reader(job: Job) -> bool:
    for way in job.ways:
        if way.question is not None:
            way.keep(match_reader(way.question, way.left))
    return _goes_on(job)


def _goes_on(job: Job) -> bool:
    """Tell whether a way is left; of several reasons the last one is told."""
    for way in job.ways:
        if way.question is not None:
            return True
    job.reason = job.ways[-1].reason
    return False


def _choose(job: Job) -> bool:
    """Choose, and reserve the price: the next request must not spend it again."""
    heard, reader, sold = job.heard, job.reader, []
    without: tuple[Ulid, ...] = ()
    for way in job.ways:
        question = way.question
        if question is None:
            continue
        reader.offered = question.offered
        choice = pick(question, way.left, reader, without)
        if isinstance(choice, NoBidReason):
            way.keep(choice)
            continue
        without = (*without, choice.line.campaign)
        sold.append(reserve(job.wing, job.desk, heard, way.imp, choice, reader))
    job.sold = sold
    return _goes_on(job)


def _seal(job: Job) -> bool:
    job.tokens = [seal(job.wing, sold, job.now_ms) for sold in job.sold]
    return True


def _write(job: Job) -> bool:
    written = zip(job.sold, job.tokens, strict=True)
    job.bids = tuple(write(job.desk, job.heard, *one) for one in written)
    return True


def _respond(job: Job) -> bool:
    job.answer = responded(job.wing, job.gate, job.request, job.asked, job.bids)
    return True


_STEPS: Final[tuple[Callable[[Job], bool], ...]] = (
    _read,
    _hear,
    _ask,
    _fit_page,
    _read_consent,
    _look_up,
    _fit_reader,
    _choose,
    _seal,
    _write,
    _respond,
)
