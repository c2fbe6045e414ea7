"""POST /openrtb/{exchange}: a bid request, answered in time and by the book.

200 with bids, 204 for none, 400 without a body for what is malformed (OpenRTB 2.6 §2).
Whatever is asked, and whatever is down, nothing here ends in a 5xx.
"""

from toile.ads.bidding.auction import Page
from toile.ads.bidding.first_look import first_look
from toile.ads.delivery.refusals import NoBidReason
from toile.edge import answers
from toile.edge.ads.bidding.desk import Desk
from toile.edge.ads.bidding.gates import Gate
from toile.edge.ads.bidding.respond import MALFORMED, no_bid
from toile.edge.ads.bidding.steps import Job
from toile.edge.ads.wing import AdsWing
from toile.edge.server import Answer, Request, response
from toile.wire.clock import now_ms
from toile.wire.openrtb import outline

PATH = "/openrtb/"

_UNKNOWN = response(404)
_SHUT = response(403)


def openrtb(wing: AdsWing, desk: Desk, request: Request) -> Answer:
    """Answer one bid request: at first look, or with all others of its turn."""
    gate = _gate(wing, desk, request)
    if not isinstance(gate, Gate):
        return gate
    now = now_ms()
    if not gate.takes(now):
        return no_bid(wing, gate, request, NoBidReason.QUERIES_A_SECOND)
    try:
        seen = _at_first_look(wing, desk, gate, request)
    # Brackets nested thousands deep end in a RecursionError, not in a DecodeError.
    except (ValueError, RecursionError):
        wing.counters.count(gate.door, "malformed")
        return MALFORMED
    if isinstance(seen, NoBidReason):
        return no_bid(wing, gate, request, seen)
    return Job(wing, desk, gate, request, seen, now)


def unreadable(wing: AdsWing, desk: Desk, request: Request) -> Answer:
    """Refuse a body that is not the gzip it claims to be: 400 and empty, as all else.

    Whatever its method was; a request of another one has no body that matters.
    """
    gate = _gate(wing, desk, request)
    if not isinstance(gate, Gate):
        return gate
    wing.counters.count(gate.door, "unreadable_gzip")
    return MALFORMED


def preflight(wing: AdsWing, desk: Desk, request: Request) -> Answer:
    """Let a publisher's page post to an exchange of readers' browsers (CORS)."""
    gate = desk.gates.get(request.path[len(PATH) :])
    if gate is None or not gate.exchange.by_browser or not desk.is_ours(request):
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


def _gate(wing: AdsWing, desk: Desk, request: Request) -> Gate | bytes:
    gate = desk.gates.get(request.path[len(PATH) :])
    if gate is None:
        wing.counters.count("bid", "unknown_exchange")
        return _UNKNOWN
    if not gate.lets_in(request, wing.places.address(request)):
        wing.counters.count(gate.door, "wrong_secret")
        return _SHUT
    return gate


def _at_first_look(
    wing: AdsWing, desk: Desk, gate: Gate, request: Request
) -> NoBidReason | Page | None:
    """Tell why nobody can bid, if that is plain without reading the request whole."""
    exchange = gate.exchange
    if exchange.by_browser or exchange.explains:
        return None
    asked = outline(request.body)
    seen = first_look(desk.market.plan, asked)
    if isinstance(seen, NoBidReason) and not asked.test:
        wing.supply.asked(exchange.id)
    return seen
