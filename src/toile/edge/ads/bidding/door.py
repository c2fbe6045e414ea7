"""POST /openrtb/{exchange}: a bid request, answered in time and by the book.

200 with bids, 204 for none, 400 without a body for what is malformed (OpenRTB 2.6 §2).
Whatever is asked, and whatever is down, nothing here ends in a 5xx.
"""

from toile.ads.bidding.auction import MOST_IMPS, hear, questions
from toile.ads.bidding.choose import choose
from toile.ads.delivery.refusals import NoBidReason
from toile.consent import Permissions, Signals, bid_permissions
from toile.edge import answers
from toile.edge.ads.bidding.browsers import FAMILIES, family_of
from toile.edge.ads.bidding.desk import Desk
from toile.edge.ads.bidding.gates import Gate
from toile.edge.ads.bidding.reader import Reader
from toile.edge.ads.bidding.respond import explained, no_bid, responded
from toile.edge.ads.bidding.sell import sell
from toile.edge.ads.wing import AdsWing, aid_of
from toile.edge.server import Answer, Request, response
from toile.wire.clock import now_ms
from toile.wire.ids import Aid, Ulid
from toile.wire.openrtb import Bid, BidRequest, decode

PATH = "/openrtb/"

_BROWSERS = {family: f"browser {family}" for family in FAMILIES}
_MALFORMED = response(400)
_UNKNOWN = response(404)
_SHUT = response(403)


def openrtb(wing: AdsWing, desk: Desk, request: Request) -> Answer:
    """Answer one bid request."""
    gate = desk.gates.get(request.path[len(PATH) :])
    if gate is None:
        wing.counters.count("bid", "unknown_exchange")
        return _UNKNOWN
    if not gate.lets_in(request, wing.places.address(request)):
        wing.counters.count(gate.door, "wrong_secret")
        return _SHUT
    now = now_ms()
    if not gate.takes(now):
        return no_bid(wing, gate, request, None, NoBidReason.QUERIES_A_SECOND)
    try:
        asked = decode(request.body)
    # Brackets nested thousands deep end in a RecursionError, not in a DecodeError.
    except (ValueError, RecursionError):
        wing.counters.count(gate.door, "malformed")
        return _MALFORMED
    if gate.exchange.by_browser and not _is_ours(wing, request):
        return no_bid(wing, gate, request, asked, NoBidReason.BLOCKED_SITE)
    bids = _bids(wing, desk, gate, request, asked, now)
    if isinstance(bids, NoBidReason):
        if gate.exchange.explains and request.param("debug") == "1":
            return explained(wing, gate, request, asked, bids)
        return no_bid(wing, gate, request, asked, bids)
    return responded(wing, gate, request, asked, bids)


def preflight(wing: AdsWing, desk: Desk, request: Request) -> Answer:
    """Let a publisher's page post to an exchange of readers' browsers (CORS)."""
    gate = desk.gates.get(request.path[len(PATH) :])
    if gate is None or not gate.exchange.by_browser or not _is_ours(wing, request):
        return _SHUT
    return response(
        204,
        headers=(
            *answers.shared_with(answers.origin_of(request)),
            (b"Access-Control-Allow-Methods", b"POST"),
            (b"Access-Control-Allow-Headers", b"content-type, x-openrtb-version"),
            (b"Access-Control-Max-Age", b"86400"),
        ),
    )


def permissions_of(desk: Desk, request: BidRequest, now: int) -> Permissions:
    """Read what the request's privacy signals allow."""
    regs, device = request.regs, request.device
    ext = None if regs is None else regs.ext
    signals = Signals(
        gdpr=request.gdpr,
        tc=request.consent or "",
        gpc=ext is not None and ext.gpc in ("1", 1, True),
        lmt=device is not None and device.lmt == 1,
        dnt=device is not None and device.dnt == 1,
        coppa=regs is not None and regs.coppa == 1,
        gpp=(regs.gpp or "") if regs is not None else "",
        gpp_sid=(regs.gpp_sid or ()) if regs is not None else (),
    )
    return bid_permissions(signals, desk.registration, now, desk.consents)


def _bids(
    wing: AdsWing,
    desk: Desk,
    gate: Gate,
    request: Request,
    asked: BidRequest,
    now: int,
) -> tuple[Bid, ...] | NoBidReason:
    permissions = permissions_of(desk, asked, now)
    _count_browser(wing, asked, named=permissions.target)
    aid = _named(gate, request, asked) if permissions.target else None
    reader = Reader(
        wing,
        desk.hosts,
        gate.exchange.id,
        aid,
        now,
        measured=permissions.measure,
        test=bool(asked.test),
    )
    heard = hear(
        desk.market,
        gate.exchange,
        asked,
        targets=permissions.target,
        contextual=permissions.contextual,
        reader=reader.membership,
        now_ms=now,
    )
    if isinstance(heard, NoBidReason):
        return heard
    bids: list[Bid] = []
    without: tuple[Ulid, ...] = ()
    reason = NoBidReason.NO_LINE
    for imp in asked.imp[:MOST_IMPS]:
        ways = questions(desk.market, desk.state, heard, imp)
        if isinstance(ways, NoBidReason):
            reason = ways
            continue
        for question in ways:
            reader.offered = question.offered
            choice = choose(question, reader, without)
            if isinstance(choice, NoBidReason):
                reason = choice
                continue
            without = (*without, choice.line.campaign)
            bids.append(sell(wing, desk, heard, imp, choice, reader))
    return tuple(bids) or reason


def _count_browser(wing: AdsWing, request: BidRequest, *, named: bool) -> None:
    """Count by family of browsers whether a reader could be known to us."""
    device, user = request.device, request.user
    family = family_of(None if device is None else device.ua)
    known = user is not None and bool(user.buyeruid)
    outcome = "no_consent" if not named else "known" if known else "unknown"
    wing.counters.count(_BROWSERS[family], outcome)


def _named(gate: Gate, request: Request, asked: BidRequest) -> Aid | None:
    user = asked.user
    if user is not None and user.buyeruid:
        return gate.partner.aid(user.buyeruid)
    # A reader's own browser brings our cookie, which no exchange ever sees.
    return aid_of(request) if gate.exchange.by_browser else None


def _is_ours(wing: AdsWing, request: Request) -> bool:
    origin = answers.origin_of(request)
    return any(
        origin in placement.origins for placement in wing.plan.current.plan.placements
    )
