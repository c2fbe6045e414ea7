"""A replay in words, for people at a terminal."""

from collections.abc import Iterator

from toile.ads.delivery.refusals import NoBidReason
from toile.ops.replay.told import Reason, Told, ToldLine, Way
from toile.wire.money import MICROS_A_EURO

WORDS: dict[NoBidReason, str] = {
    NoBidReason.INVALID_REQUEST: "the request is not valid",
    NoBidReason.BLOCKED_SITE: "the site is none that is written down for this exchange",
    NoBidReason.UNMATCHED_USER: "the reader is unknown, may not be addressed, or is in "
    "none of the line's segments that are large enough",
    NoBidReason.USER_CAP: "the reader has seen it as often as its cap allows",
    NoBidReason.ADS_TXT_UNAVAILABLE: "the site's ads.txt was never read",
    NoBidReason.ADS_TXT_VIOLATION: "the seller is not in the site's ads.txt",
    NoBidReason.INSUFFICIENT_TIME: "tmax leaves no time for an answer",
    NoBidReason.INCOMPLETE_CHAIN: "the supply chain is not complete",
    NoBidReason.BLOCKED_NODE: "somebody in the supply chain is unknown to us, or its "
    "end is not this exchange",
    NoBidReason.NO_LINE: "no line wants it",
    NoBidReason.OUT_OF_FLIGHT: "the line's flight has not begun, or is over",
    NoBidReason.GEOGRAPHY: "the reader is elsewhere than the line wants, or nobody "
    "says where",
    NoBidReason.INTERESTS: "the interests are others than the line wants",
    NoBidReason.SMALL_SEGMENT: "the segment is too small to be aimed at",
    NoBidReason.BUDGET: "the line's budget is spent",
    NoBidReason.PACING: "the line is ahead of its pace",
    NoBidReason.NO_CONSENT: "consent allows not even an ad chosen by the page",
    NoBidReason.HELD_OUT: "the reader is in the campaign's comparison group",
    NoBidReason.BELOW_FLOOR: "the line bids less than the floor",
    NoBidReason.QUERIES_A_SECOND: "the exchange asks more often than was agreed",
    NoBidReason.SEAT: "our seat is not let in",
    NoBidReason.CURRENCY: "bids in euros are not taken",
    NoBidReason.DEAL: "it is sold by deals that are none of the line's, or the line "
    "bids by its own deals only",
    NoBidReason.CREATIVE: "the line has no ad of the kind, size, length or weight that "
    "fits",
    NoBidReason.ATTRIBUTE: "what the ad does is blocked (battr)",
    NoBidReason.CATEGORY: "ads for films are blocked (bcat, acat)",
    NoBidReason.ADVERTISER: "the distributor's domain is blocked (badv, wadomain)",
    NoBidReason.CREATIVE_LANGUAGE: "ads in French are not taken (wlang)",
    NoBidReason.DEVICE: "it is another kind of device than the line wants, or unknown",
    NoBidReason.DAYPART: "it is an hour that the line does not want",
    NoBidReason.AGE: "the reader's age is not one that the line wants",
    NoBidReason.GENDER: "the reader's gender is not one that the line wants",
    NoBidReason.LANGUAGE: "the language is not one that the line wants",
    NoBidReason.KEYWORDS: "none of the line's words is the page's",
    NoBidReason.CONTENT: "the page is about nothing that the line wants, or about "
    "what it excludes",
    NoBidReason.HOST_EXCLUDED: "the line keeps off this domain",
    NoBidReason.SEGMENT_EXCLUDED: "the reader is in a segment that the line leaves out",
    NoBidReason.PLACEMENT: "the place is not written down, or the line chose others",
    NoBidReason.CHILDREN: "the page is for children (coppa)",
    NoBidReason.FORMAT: "the line has no price for exchanges, or the kind of place is "
    "none that is bought",
    NoBidReason.INSECURE: "an ad by HTTPS is asked for, and this installation has none",
    NoBidReason.DOMAIN_SPOOFED: "the page is of another domain than the request says",
}


def reason_of(reason: NoBidReason) -> Reason:
    """Put a reason into words."""
    return Reason(reason.value, reason.name.lower(), WORDS[reason])


def lines_of(told: Told) -> Iterator[str]:
    """Tell a replay line by line."""
    yield f"Request {told.request} of exchange {told.exchange}, plan {told.plan}"
    yield f"Consent: {told.consent}"
    yield f"Reader: {told.reader}"
    yield from (f"Note: {note}" for note in told.notes)
    if told.refused is not None:
        yield f"No line may bid: {_because(told.refused)}"
    for imp in told.imps:
        yield ""
        if imp.refused is not None:
            yield f"Impression {imp.id}: no line may bid: {_because(imp.refused)}"
        for way in imp.ways:
            yield f"Impression {imp.id}, {_way(way)}"
            yield from (f"  {_line(line)}" for line in way.lines)
            if not way.lines:
                yield "  the plan has no lines"


def _way(way: Way) -> str:
    by = "in the open market" if way.deal is None else f"by deal {way.deal}"
    return f"{by}: {', '.join(way.places)}; floor {_euros(way.floor)}"


def _line(line: ToldLine) -> str:
    name = f"{line.line} «{line.film}» ({line.distributor}), bids {_euros(line.bid)}"
    match line.outcome:
        case "chosen":
            return f"BID   {name}: chosen, at {_euros(line.price)}"
        case "outbid":
            return f"-     {name}: could bid, but another bids more or has its turn"
        case "already_on_page":
            return f"-     {name}: could bid, but its campaign is on this page already"
        case "refused":
            return f"no    {name}: {'; '.join(map(_because, line.reasons))}"


def _because(reason: Reason) -> str:
    return f"{reason.words} ({reason.name}, {reason.nbr})"


def _euros(micros: int) -> str:
    euros, rest = divmod(micros, MICROS_A_EURO)
    return f"{euros}.{f'{rest:06}'.rstrip('0'):0<2} EUR"
