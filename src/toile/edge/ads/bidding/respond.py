"""The answers to bid requests, as bytes."""

import gzip
import re
from functools import lru_cache

import msgspec

from toile.ads.delivery.refusals import NoBidReason
from toile.edge import answers
from toile.edge.ads.bidding.gates import Gate
from toile.edge.ads.wing import AdsWing
from toile.edge.server import Request, response
from toile.wire.openrtb import BidRequest
from toile.wire.openrtb.response import WrittenResponse, WrittenSeat, encode

MALFORMED = response(400)

_NAMES = {reason: reason.name.lower() for reason in NoBidReason}
_WORTH_ZIPPING = 860
"""Below this an answer fits one packet, and zipping it only takes time."""

_ORIGINS_KEPT = 1_024
_EURO = "EUR"
_NEVER = re.compile(rb"q=0(\.0*)?")


class _Explained(msgspec.Struct, frozen=True):
    id: str
    nbr: int
    ext: dict[str, str]


def responded(
    wing: AdsWing,
    gate: Gate,
    request: Request,
    asked: BidRequest,
    bids: tuple[msgspec.Raw, ...],
) -> bytes:
    """Answer 200 with bids, in euros."""
    wing.counters.count(gate.door, "bid")
    seat = WrittenSeat(bids, gate.exchange.seat or None)
    body = encode(WrittenResponse(asked.id, (seat,), _EURO))
    return _json(gate, request, body)


def no_bid(wing: AdsWing, gate: Gate, request: Request, reason: NoBidReason) -> bytes:
    """Answer 204, counted by its reason."""
    wing.counters.count(gate.door, _NAMES[reason])
    exchange = gate.exchange
    origin = answers.origin_of(request) if exchange.by_browser else ""
    return _nothing(origin, exchange.version)


def explained(
    wing: AdsWing,
    gate: Gate,
    request: Request,
    asked: BidRequest,
    reason: NoBidReason,
) -> bytes:
    """Answer 200 without a bid, and say why: for an exchange that may ask."""
    wing.counters.count(gate.door, _NAMES[reason])
    told = _Explained(asked.id, reason.value, {"reason": _NAMES[reason]})
    return _json(gate, request, msgspec.json.encode(told))


def _json(gate: Gate, request: Request, body: bytes) -> bytes:
    head = _head(_origin(gate, request), gate.exchange.version)
    coding = b""
    if len(body) >= _WORTH_ZIPPING and _takes_gzip(request):
        body = gzip.compress(body, compresslevel=1, mtime=0)
        coding = b"Content-Encoding: gzip\r\n"
    return b"%b%bContent-Length: %d\r\n\r\n%b" % (head, coding, len(body), body)


def _takes_gzip(request: Request) -> bool:
    """Tell whether gzip is asked for; ``q=0`` is a no (RFC 9110 §12.5.3)."""
    accepted = request.header(b"accept-encoding").lower()
    if b"gzip" not in accepted:
        return False
    if b"q=0" not in accepted:
        return True
    weights = (coding.partition(b";") for coding in accepted.split(b","))
    return any(
        name.strip() == b"gzip" and not _NEVER.fullmatch(weight.strip())
        for name, _, weight in weights
    )


def _origin(gate: Gate, request: Request) -> str:
    return answers.origin_of(request) if gate.exchange.by_browser else ""


@lru_cache(_ORIGINS_KEPT)
def _nothing(origin: str, version: str) -> bytes:
    return response(204, headers=_headers(origin, version))


@lru_cache(_ORIGINS_KEPT)
def _head(origin: str, version: str) -> bytes:
    kind = (b"Content-Type", b"application/json")
    whole = response(200, headers=(kind, *_headers(origin, version)))
    return whole[: whole.index(b"Content-Length:")]


def _headers(origin: str, version: str) -> answers.Headers:
    headers: answers.Headers = (
        (b"X-OpenRTB-Version", version.encode()),
        (b"Cache-Control", b"no-store"),
    )
    return (*headers, *answers.shared_with(origin)) if origin else headers
