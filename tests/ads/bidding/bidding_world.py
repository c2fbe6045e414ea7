"""A small market: one exchange, one publisher, placements, and a line to be changed.

Requests are written as JSON texts and read by the product, never built of its structs.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from toile.ads.bidding import auction
from toile.ads.bidding.asked import Asked
from toile.ads.bidding.auction import Market, State, hear, questions
from toile.ads.bidding.compiled import BidPlan, compile_bids
from toile.ads.bidding.criteria import Question
from toile.ads.bidding.known import Known
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.audience import AEA, Membership
from toile.wire.exchanges import Deal, Exchange, PublisherSite
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.openrtb import BidRequest, decode
from toile.wire.plan import AdsPlan, Creative, Line, Media, Placement
from toile.wire.targeting import Targeting

# A Wednesday in September, 16:20 in Paris.
NOW = int(datetime(2026, 9, 16, 14, 20, tzinfo=UTC).timestamp()) * 1_000
TODAY = NOW // 86_400_000
HOST = "lemonde.example"
SEAT = "toile"
ADVERTISER = "condor.example"
PUBLISHER = Ulid("01M85275QPHZD88PEEFXQP0B01")
RATES = {"USD": Money(920_000), "GBP": Money(1_150_000), "JPY": Money(6_200)}
EXCHANGE = Exchange(
    id=Ulid("01M85275QPHZD88PEEFXQE0C01"), slug="ssp", name="SSP", seat=SEAT
)
SITE = PublisherSite(
    publisher=PUBLISHER,
    name="Le Monde",
    hosts=(HOST,),
    bundles=("fr.lemonde.app",),
)
POSTER = Media("a.webp", "image/webp", 600, 500, 40_000)
FILM = Media("a.mp4", "video/mp4", 1280, 720, 900_000, 30_000)
POSTER_ONLY = Creative(Ulid("01M85275QPHZD88PEEFXQC0001"), "poster", POSTER)
WITH_TEASER = Creative(Ulid("01M85275QPHZD88PEEFXQC0002"), "teaser", POSTER, FILM)


def place(name: str, **changed: Any) -> Placement:
    """A placement that exchanges sell, 300x250 if nothing else is said."""
    values: dict[str, Any] = {
        "id": Ulid(f"01M85275QPHZD88PEEFXQP{name:0>4}"),
        "key": name,
        "publisher": "Le Monde",
        "origins": (),
        "format": "insert",
        "width": 300,
        "height": 250,
        "publisher_id": PUBLISHER,
        "by_exchange": True,
    }
    return Placement(**values | changed)


SQUARE = place("SQ")
TALL = place("TA", width=300, height=600)
TAGGED = place("TG", tag_id="top")
POPUP = place("PP", format="popup", width=600, height=500)
PLACES = (SQUARE, TALL, TAGGED, POPUP)


def line(name: str = "1", **changed: Any) -> Line:
    """A line for everybody that bids 4 EUR for 1000."""
    values: dict[str, Any] = {
        "id": Ulid(f"01M85275QPHZD88PEEFXQ1{name:0>4}"),
        "campaign": Ulid(f"01M85275QPHZD88PEEFXQK{name:0>4}"),
        "distributor": "Condor",
        "film_title": "L’Ombre de Staline",
        "film_rating": "Tous publics",
        "allocine_id": 258374,
        "starts_ms": 0,
        "ends_ms": 4_000_000_000_000,
        "budget": Money(1_000_000_000_000),
        "price": Money(5_000_000),
        "bid": Money(4_000_000),
        "targeting": Targeting(),
        "formats": ("insert", "popup"),
        "cap": None,
        "creatives": (POSTER_ONLY,),
        "advertiser": ADVERTISER,
        "anonymous": True,
    }
    return Line(**values | changed)


def deal(code: str, **changed: Any) -> Deal:
    values: dict[str, Any] = {
        "id": Ulid(f"01M85275QPHZD88PEEFXQD{code.upper():0>4}"),
        "exchange": EXCHANGE.id,
        "code": code,
    }
    return Deal(**values | changed)


def plan_of(*lines: Line, **changed: Any) -> AdsPlan:
    values: dict[str, Any] = {
        "version": 1,
        "made_ms": 0,
        "lines": lines,
        "placements": PLACES,
        "exchanges": (EXCHANGE,),
        "sites": (SITE,),
        "rates": RATES,
    }
    return AdsPlan(**values | changed)


def banner(**changed: Any) -> dict[str, Any]:
    """An impression of 300x250."""
    return {"id": "1", "banner": {"format": [{"w": 300, "h": 250}]}} | changed


def asking(*imps: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """A request for a page of the site, as an exchange writes it."""
    return {
        "id": "auction-1",
        "imp": list(imps) or [banner()],
        "site": {"domain": HOST, "page": f"https://www.{HOST}/cinema/"},
    } | changed


def read(written: dict[str, Any]) -> BidRequest:
    return decode(json.dumps(written).encode())


def market_of(plan: AdsPlan, *, https: bool = True) -> Market:
    return auction.market_of(compile_bids(plan), {}, None, https=https)


def heard(
    market: Market,
    request: BidRequest,
    *,
    targets: bool = True,
    contextual: bool = True,
    membership: Membership | None = None,
    exchange: Exchange = EXCHANGE,
    now_ms: int = NOW,
) -> Asked | NoBidReason:
    reader = Known(targets, contextual, membership if targets else None)
    return hear(market, exchange, request, reader, now_ms)


def put(
    plan: AdsPlan,
    written: dict[str, Any],
    *,
    ready: int | None = None,
    large: frozenset[str] = frozenset({AEA}),
    https: bool = True,
    **said: Any,
) -> list[Question] | NoBidReason:
    """Put the first impression of a request to a plan: a question for each way."""
    market = market_of(plan, https=https)
    request = read(written)
    asked = heard(market, request, **said)
    if isinstance(asked, NoBidReason):
        return asked
    state = State(market.plan.everybody if ready is None else ready, large)
    ways = questions(market, state, asked, request.imp[0])
    return ways if isinstance(ways, NoBidReason) else list(ways)


def the_question(*args: Any, **said: Any) -> Question:
    """Put an impression that can be bought in one way only."""
    ways = put(*args, **said)
    assert not isinstance(ways, NoBidReason), ways.name
    (question,) = ways
    return question


def ids_in(plan: BidPlan, mask: int) -> set[str]:
    return {line.id for at, line in enumerate(plan.lines) if mask >> at & 1}


class Delivering:
    """A ``Delivery`` that says what it was told to, and notes what it was asked."""

    def __init__(self, **told: Any) -> None:
        self.behinds: dict[str, int] = told.get("behind", {})
        self.capped_lines: set[str] = told.get("capped", set())
        self.withheld_from: set[str] = told.get("withheld", set())
        self.shown: dict[str, bool] = told.get("shows", {})
        self.shaded: int | None = told.get("shaded")
        self.spent: set[str] = told.get("spent", set())
        self.asked: list[str] = []

    def may_bid(self, line: Line) -> bool:
        return line.id not in self.spent

    def behind(self, line: Line) -> int:
        self.asked.append(line.id)
        return self.behinds.get(line.id, 1)

    def capped(self, line: Line) -> bool:
        return line.id in self.capped_lines

    def withheld(self, line: Line, placement: Placement) -> bool:
        return line.id in self.withheld_from

    def shows(self, line: Line, placement: Placement) -> bool:
        return self.shown.get(line.id, True)

    def price(self, line: Line, placement: Placement, floor: Money) -> Money:
        return line.bid if self.shaded is None else Money(max(floor, self.shaded))


def replaced(thing: Any, **changed: Any) -> Any:
    return msgspec.structs.replace(thing, **changed)


def each_bit(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
