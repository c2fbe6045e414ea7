"""Requests that others wrote, valid and not, put to the bidder over HTTP.

The corpora are of prebid-server's tests and the specification's own examples; answers
are judged by the IAB's protobuf definition. Nothing ends in a 5xx, what is valid is no
malformed request, and what is bid keeps to what the request asks for.
"""

import contextlib
import hashlib
import http.client
import json
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from openrtb_schema import PROTO, Message, faults, openrtb_data, read_proto
from stage import Ads
from toile.wire import plan as plans
from toile.wire.exchanges import Deal, Exchange, PublisherSite
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import AdsPlan, Creative, Line, Media, Placement
from toile.wire.targeting import Targeting

HOST = "lemonde.example"
SECRET = "a secret between us"
PUBLISHER = Ulid("01M85275QPHZD88PEEFXQP0B01")
EXCHANGE = Exchange(
    id=Ulid("01M85275QPHZD88PEEFXQE0C01"),
    slug="ssp",
    name="SSP",
    seat="toile",
    secret_digest=hashlib.sha256(SECRET.encode()).hexdigest(),
    explains=True,
)
SITE = PublisherSite(publisher=PUBLISHER, name="Le Monde", hosts=(HOST,))
RATES = {"USD": Money(920_000), "JPY": Money(6_200), "GBP": Money(1_150_000)}
BID = 900_000_000


def rows(name: str) -> list[Any]:
    lines = openrtb_data(name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["request"] for line in lines]


def ulid(kind: str, number: int) -> Ulid:
    return Ulid(f"01M85275QPHZD88PEEFXQ{kind}{number:04}")


def at_home(request: dict[str, Any]) -> dict[str, Any]:
    """Move a request to a site that we know, and take away what forbids any bid."""
    site = {"domain": HOST, "page": f"https://{HOST}/"}
    kept = {name: request[name] for name in ("cat", "content") if name in request}
    for name in ("app", "dooh", "cur", "wseat", "bseat", "bcat", "acat", "tmax"):
        request.pop(name, None)
    request |= {"site": site | kept, "regs": {"gdpr": 0}}
    for imp in request["imp"]:
        imp.pop("rwdd", None)
    return request


def sizes(request: dict[str, Any]) -> Iterator[tuple[int, int]]:
    for imp in request["imp"]:
        banner = imp.get("banner") or {}
        for each in (*(banner.get("format") or ()), banner):
            if each.get("w") and each.get("h"):
                yield each["w"], each["h"]


def creatives() -> tuple[Creative, ...]:
    """A poster in the shapes that native ads ask for, and films of 5 to 30 seconds."""
    square = Media(f"{'b' * 64}.webp", "image/webp", 1200, 1200, 60_000)
    wide = Media(f"{'c' * 64}.jpg", "image/jpeg", 1200, 627, 60_000)
    fits = {"1200x1200": square, "1200x627": wide}
    poster = Media(f"{'a' * 64}.jpg", "image/jpeg", 800, 1200, 60_000, fits=fits)
    films = [
        Media(f"{n:064}.mp4", "video/mp4", 640, 360, 100_000, n * 1_000)
        for n in (6, 15, 30)
    ]
    return (
        Creative(ulid("C", 0), "poster", poster),
        *(
            Creative(ulid("C", at + 1), "teaser", poster, f)
            for at, f in enumerate(films)
        ),
    )


def market(requests: list[dict[str, Any]]) -> AdsPlan:
    """A plan with a place of each size that is asked for, inserts and pop-ups."""
    wanted = sorted({size for request in requests for size in sizes(request)})
    places = [
        Placement(
            id=ulid("P", at),
            key=f"place-{at}",
            publisher="Le Monde",
            origins=(),
            format="insert",
            width=width,
            height=height,
            publisher_id=PUBLISHER,
            by_exchange=True,
        )
        for at, (width, height) in enumerate(wanted)
    ]
    popup = msgspec.structs.replace(
        places[0],
        id=ulid("P", 9999),
        key="popup",
        format="popup",
        width=480,
        height=360,
    )
    deals = {
        deal["id"]
        for request in requests
        for imp in request["imp"]
        for deal in (imp.get("pmp") or {}).get("deals") or ()
    }
    agreed = tuple(
        Deal(id=ulid("D", at), exchange=EXCHANGE.id, code=code)
        for at, code in enumerate(sorted(deals))
    )
    insert, private, pop = (
        line_of(1),
        line_of(2, deals=tuple(deal.id for deal in agreed)),
        line_of(3, targeting=Targeting(placements=(popup.id,))),
    )
    return AdsPlan(
        version=1,
        made_ms=0,
        lines=(insert, private, pop),
        placements=(*places, popup),
        exchanges=(EXCHANGE,),
        deals=agreed,
        sites=(SITE,),
        rates=RATES,
    )


def line_of(number: int, **changed: Any) -> Line:
    values: dict[str, Any] = {
        "id": ulid("N", number),
        "campaign": ulid("K", number),
        "distributor": "Condor",
        "film_title": "L’Ombre de Staline",
        "film_rating": "Tous publics",
        "allocine_id": 258374,
        "starts_ms": 0,
        "ends_ms": 4_000_000_000_000,
        "budget": Money(10**15),
        "price": Money(BID),
        "bid": Money(BID),
        "targeting": Targeting(),
        "formats": ("insert", "popup"),
        "cap": None,
        "creatives": creatives(),
        "advertiser": "condor.example",
        "anonymous": True,
        "pacing": "fast",
    }
    return Line(**values | changed)


@pytest.fixture(scope="module")
def schema() -> Message:
    return read_proto(openrtb_data(PROTO).read_text(encoding="utf-8"))


@pytest.fixture
def edge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Asks the bidder of a plan, one request after the other on one connection."""
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    ads = Ads(tmp_path / "data")
    ads.settings = msgspec.structs.replace(ads.settings, ads_url="https://ads.example")

    def begin(plan: AdsPlan) -> Any:
        (ads.settings.plan / "ads.json").write_bytes(plans.encode(plan))
        open_now.enter_context(ads.running())
        connection = http.client.HTTPConnection("127.0.0.1", ads.port, timeout=10)
        open_now.callback(connection.close)

        def ask(request: Any, query: str = "") -> tuple[int, Any]:
            headers = {"Authorization": f"Bearer {SECRET}"}
            body = json.dumps(request)
            connection.request("POST", f"/openrtb/ssp{query}", body, headers)
            reply = connection.getresponse()
            answer = reply.read()
            assert (reply.status == 200) is bool(answer), (reply.status, answer)
            return reply.status, json.loads(answer) if answer else None

        return ask

    with contextlib.ExitStack() as open_now:
        yield begin


def test_the_validator_finds_what_is_wrong(schema: Message) -> None:
    response = schema.inner["BidResponse"]
    bid = {"id": "1", "impid": "1", "price": 1.5}
    good = {"id": "1", "seatbid": [{"bid": [bid]}], "cur": "EUR"}
    assert faults(good, response) == []
    for broken in (
        {**bid, "price": "1.5"},
        {**bid, "w": 300.5},
        {**bid, "attr": 8},
        {**bid, "attr": ["8"]},
        {**bid, "adomian": ["x"]},
        {**bid, "ext": {"dsa": {"paid": 1}}},
        {"id": "1", "price": 1.5},
        {"id": "1", "impid": "1"},
    ):
        assert faults({**good, "seatbid": [{"bid": [broken]}]}, response), broken
    assert faults({"seatbid": []}, response)


def test_what_is_valid_is_answered_by_the_book(edge: Any, schema: Message) -> None:
    requests = rows("bid-requests-varied.ndjson")
    ask = edge(market(requests))
    statuses: Counter[int] = Counter()
    for request in requests:
        for query in ("", "?debug=1"):
            status, answer = ask(request, query)
            statuses[status] += 1
            assert status in (200, 204), (status, request)
            if answer is not None:
                assert faults(answer, schema.inner["BidResponse"]) == []
                assert answer["id"] == request["id"]
    # Of foreign sites nothing is bought; with debug each says so.
    assert statuses == {204: len(requests), 200: len(requests)}


def test_what_is_invalid_never_ends_in_a_fault(edge: Any, schema: Message) -> None:
    requests = rows("bid-requests-invalid.ndjson")
    ask = edge(market(rows("bid-requests-varied.ndjson")))
    seen: Counter[int] = Counter()
    for request in requests:
        moved = at_home(dict(request)) if request.get("imp") else request
        for each in (request, moved):
            status, answer = ask(each)
            seen[status] += 1
            assert status in (200, 204, 400), (status, each)
            if answer is not None:
                assert faults(answer, schema.inner["BidResponse"]) == []
                for bid in bids_of(answer):
                    keeps_to(bid, each, schema)
    assert seen[400] > 0


def test_what_is_bid_is_what_was_asked_for(edge: Any, schema: Message) -> None:
    requests = [at_home(each) for each in rows("bid-requests-varied.ndjson")]
    ask = edge(market(requests))
    kinds: Counter[int] = Counter()
    answered = 0
    for request in requests:
        status, answer = ask(request)
        assert status in (200, 204), (status, request)
        if answer is None:
            continue
        answered += 1
        assert faults(answer, schema.inner["BidResponse"]) == []
        assert (answer["id"], answer["cur"]) == (request["id"], "EUR")
        campaigns = [bid["cid"] for bid in bids_of(answer)]
        assert len(set(campaigns)) == len(campaigns)
        for bid in bids_of(answer):
            kinds[bid["mtype"]] += 1
            keeps_to(bid, request, schema)
    assert answered > len(requests) / 2, kinds
    assert min(kinds[1], kinds[2]) > 10, kinds
    assert kinds[4] > 0, kinds


def bids_of(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [bid for seat in answer.get("seatbid", ()) for bid in seat["bid"]]


def keeps_to(bid: dict[str, Any], request: dict[str, Any], schema: Message) -> None:
    """The bid is one on an impression of the request, in its bounds."""
    (imp,) = (each for each in request["imp"] if each["id"] == bid["impid"])
    medium = {1: "banner", 2: "video", 4: "native"}[bid["mtype"]]
    asked = imp[medium]
    assert set(bid.get("attr", ())).isdisjoint(asked.get("battr") or ()), (bid, asked)
    assert bid["adomain"] == ["condor.example"]
    assert {"crid", "cid", "cat", "adm"} <= bid.keys()
    assert ("nurl" in bid) is not bool(request.get("test"))
    above_floor(bid, imp)
    if medium == "banner":
        allowed = set(sizes({"imp": [imp]}))
        assert (bid["w"], bid["h"]) in allowed or not allowed
        assert "<iframe" in bid["adm"]
    elif medium == "video":
        plays(bid, asked)
    else:
        fills(bid, asked, schema)


def above_floor(bid: dict[str, Any], imp: dict[str, Any]) -> None:
    offers = {deal["id"]: deal for deal in (imp.get("pmp") or {}).get("deals") or ()}
    said = offers[bid["dealid"]] if "dealid" in bid else imp
    rate = {"EUR": 1_000_000, **RATES}.get(said.get("bidfloorcur", "USD"))
    floor = said.get("bidfloor") or 0
    assert rate is not None or not floor
    assert bid["price"] <= BID / 1e6
    assert bid["price"] * 1_000_000 >= floor * (rate or 0) - 1
    if said.get("at") == 3:
        assert abs(bid["price"] * 1_000_000 - floor * (rate or 0)) <= 1
    if (imp.get("pmp") or {}).get("private_auction"):
        assert "dealid" in bid


def plays(bid: dict[str, Any], asked: dict[str, Any]) -> None:
    root = ET.fromstring(bid["adm"])
    assert (root.tag.rpartition("}")[2], root.get("version")) == ("VAST", "4.2")
    files = [e for e in root.iter() if e.tag.rpartition("}")[2] == "MediaFile"]
    assert {e.get("type") for e in files} <= set(asked["mimes"])
    assert not asked.get("protocols") or {13, 15} & set(asked["protocols"])
    assert bid["protocol"] == 13
    assert "burl" not in bid
    assert bid["dur"] >= (asked.get("minduration") or 0)
    assert bid["dur"] <= (asked.get("maxduration") or bid["dur"])
    assert not asked.get("rqddurs") or bid["dur"] in asked["rqddurs"]


def fills(bid: dict[str, Any], asked: dict[str, Any], schema: Message) -> None:
    said = asked["request"]
    wanted = json.loads(said) if isinstance(said, str) else said
    wanted = wanted.get("native", wanted)
    answer = json.loads(bid["adm"])
    assert faults(answer, schema.inner["NativeResponse"]) == []
    ids = {asset["id"] for asset in answer["assets"]}
    needed = {asset["id"] for asset in wanted["assets"] if asset.get("required")}
    assert needed <= ids <= {asset["id"] for asset in wanted["assets"]}
