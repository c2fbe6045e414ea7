"""POST /openrtb/{exchange}: bids complete, noes empty, faults told by status."""

import gzip
import http.client
import json
import re
from typing import Any

import msgspec
import pytest
from edge_market import SECRET, Asker, asking, banner, consenting
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tc_writer import Written

from toile.ads import keys
from toile.ads.delivery.refusals import NoBidReason
from toile.ads.exchanges.identity import Partner
from toile.wire.ids import Aid
from toile.wire.money import Money
from toile.wire.targeting import Targeting
from toile.wire.tokens import BidToken


def test_a_bid_is_complete(market: Any, ask: Asker, now: int) -> None:
    reply = ask(asking(banner(exp=60)))
    assert reply.status == 200
    assert reply.headers["content-type"] == "application/json"
    assert reply.headers["x-openrtb-version"] == "2.6"
    told = reply.json
    assert (told["id"], told["cur"]) == ("auction-1", "EUR")
    (seat,) = told["seatbid"]
    assert seat["seat"] == "toile"
    (bid,) = seat["bid"]
    line = market.line()
    assert bid["impid"] == "1"
    assert bid["price"] == 4.0
    assert (bid["w"], bid["h"], bid["mtype"], bid["exp"]) == (300, 600, 1, 60)
    assert (bid["cid"], bid["crid"]) == (line.campaign, line.creatives[0].id)
    assert bid["adomain"] == ["condor.example"]
    assert (bid["cat"], bid["cattax"], bid["language"]) == (["IAB1-5"], 1, "fr")
    assert bid["iurl"] == f"https://ads.example{market.house.poster}"
    for name, macros in {
        "nurl": ("AUCTION_PRICE", "AUCTION_CURRENCY", "AUCTION_MIN_TO_WIN"),
        "burl": ("AUCTION_PRICE", "AUCTION_CURRENCY"),
        "lurl": ("AUCTION_LOSS", "AUCTION_MIN_TO_WIN"),
    }.items():
        assert re.findall(r"\$\{(\w+)\}", bid[name]) == list(macros)
    sealed = re.search(r"[?&]t=([\w-]+)&", bid["burl"])
    assert sealed
    token = market.house.tokens.open(sealed[1], BidToken, now)
    assert (token.line, token.bid, token.exchange) == (
        line.id,
        Money(4_000_000),
        market.exchange.id,
    )
    assert token.spectator is None
    assert token.impression == bid["id"]
    assert f"https://ads.example/frame/{sealed[1]}" in bid["adm"]
    assert "dealid" not in bid
    assert "ext" not in bid
    assert ask.counted("bid") == 1


@pytest.mark.parametrize(
    ("said", "dsa"),
    [
        ({"dsarequired": 2, "pubrender": 0, "datatopub": 2}, 1),
        ({"dsarequired": 3, "pubrender": 1}, 1),
        ({"dsarequired": 1, "pubrender": 2, "datatopub": 0}, 0),
    ],
)
def test_who_pays_is_told_where_the_law_asks(
    ask: Asker, said: dict[str, Any], dsa: int
) -> None:
    (bid,) = ask.bids(asking(regs={"gdpr": 0, "ext": {"dsa": said}}))
    told = bid["ext"]["dsa"]
    assert (told["behalf"], told["paid"], told["adrender"]) == ("Condor", "Condor", dsa)
    used = [{"domain": "ads.example", "dsaparams": [2]}]
    assert told.get("transparency") == (None if said.get("datatopub") == 0 else used)


@pytest.mark.parametrize(
    ("slug", "secret", "status", "door", "outcome"),
    [
        ("ssp", "wrong", 403, "bid ssp", "wrong_secret"),
        ("ssp", "", 403, "bid ssp", "wrong_secret"),
        ("nobody", "open sesame", 404, "bid", "unknown_exchange"),
        ("ssp/", "open sesame", 404, "bid", "unknown_exchange"),
        ("SSP", "open sesame", 404, "bid", "unknown_exchange"),
    ],
)
def test_who_is_not_let_in_is_told_so_and_counted(
    ask: Asker, slug: str, secret: str, status: int, door: str, outcome: str
) -> None:
    reply = ask(asking(), slug=slug, secret=secret)
    assert (reply.status, reply.body) == (status, b"")
    assert ask.edge.counted(door, outcome) == 1


def test_other_methods_are_not_allowed(ask: Asker) -> None:
    for method in ("GET", "PUT", "DELETE"):
        assert ask.edge.ask(method, "/openrtb/ssp").status == 405


MALFORMED = {
    "nothing": b"",
    "no JSON": b"hello",
    "cut short": json.dumps(asking()).encode()[:-1],
    "an array": b"[]",
    "null": b"null",
    "no id": json.dumps({"imp": [banner()]}).encode(),
    "an empty id": json.dumps(asking(id="")).encode(),
    "a number for an id": json.dumps(asking(id=5)).encode(),
    "no imp": b'{"id":"1"}',
    "an empty imp": json.dumps(asking() | {"imp": []}).encode(),
    "an imp without id": json.dumps(asking({"banner": {}})).encode(),
    "a text for a floor": json.dumps(asking(banner(bidfloor="1"))).encode(),
    "a negative size": json.dumps(asking(banner(banner={"w": -1, "h": 1}))).encode(),
    "a text for a list": json.dumps(asking(cur="EUR")).encode(),
    "a film without mimes": json.dumps(asking({"id": "1", "video": {}})).encode(),
    "not UTF-8": b'{"id":"\xff","imp":[{"id":"1","banner":{}}]}',
    "more behind its end": json.dumps(asking()).encode() + b"x",
    "nested deep": b'{"id":"1","imp":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "nested deep in what is skipped": b'{"x":' + b'{"a":' * 50_000 + b"1",
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED.keys())
def test_what_is_malformed_is_400_and_empty(ask: Asker, body: bytes) -> None:
    reply = ask(body)
    assert (reply.status, reply.body) == (400, b"")
    assert ask.counted("malformed") == 1


def test_of_a_key_given_twice_the_last_counts_and_nothing_breaks(ask: Asker) -> None:
    whole = json.dumps(asking())
    twice = whole[:-1] + ', "cur": ["USD"], "cur": ["EUR"], "id": "other"}'
    reply = ask(twice.encode())
    assert (reply.status, reply.json["id"]) == (200, "other")
    reply = ask((whole[:-1] + ', "cur": ["EUR"], "cur": ["USD"]}').encode())
    assert reply.status == 204
    assert ask.counted("currency") == 1


def test_bodies_are_bounded_and_zip_bombs_stay_small(ask: Asker) -> None:
    padded = json.dumps(asking(ext={"pad": "x" * 300_000})).encode()
    assert ask(padded).status == 413
    zipped = {"Content_Encoding": "gzip"}
    # The same is small enough when it is zipped, and answered.
    assert ask(gzip.compress(padded), **zipped).status == 200
    bomb = gzip.compress(json.dumps(asking(ext={"pad": "x" * 50_000_000})).encode())
    assert len(bomb) < 262_144
    assert ask(bomb, **zipped).status == 413
    assert ask(b"x", Content_Encoding="br").status == 415
    assert ask(asking()).status == 200


def test_a_body_that_cannot_be_unzipped_is_400_and_empty_and_counted(
    ask: Asker,
) -> None:
    zipped = {"Content_Encoding": "gzip"}
    whole = gzip.compress(json.dumps(asking()).encode())
    wrong = whole[:-5] + bytes([whole[-5] ^ 1]) + whole[-4:]
    for body in (b"no gzip", whole[:-3], whole + b"x", wrong):
        reply = ask(body, **zipped)
        assert (reply.status, reply.body) == (400, b"")
    assert ask.counted("unreadable_gzip") == 4
    assert ask(b"no gzip", secret="wrong", **zipped).status == 403
    assert ask(b"no gzip", slug="nobody", **zipped).status == 404
    # The connection goes on: what follows on it is answered.
    edge = http.client.HTTPConnection("127.0.0.1", ask.edge.port, timeout=10)
    sent = {"Authorization": f"Bearer {SECRET}"}
    edge.request("POST", "/openrtb/ssp", b"no", sent | {"Content-Encoding": "gzip"})
    assert edge.getresponse().read() == b""
    edge.request("POST", "/openrtb/ssp", whole, sent | {"Content-Encoding": "gzip"})
    assert edge.getresponse().status == 200
    edge.close()


@pytest.mark.parametrize(
    ("accepted", "zipped"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("", False),
    ],
)
def test_answers_are_zipped_where_that_is_asked(
    ask: Asker, accepted: str, zipped: bool
) -> None:
    reply = ask(asking(), Accept_Encoding=accepted)
    assert (reply.headers.get("content-encoding") == "gzip") is zipped
    body = gzip.decompress(reply.body) if zipped else reply.body
    assert json.loads(body)["id"] == "auction-1"


def test_a_no_is_empty_and_with_debug_it_says_why(ask: Asker) -> None:
    refused = asking(cur=["USD"])
    reply = ask(refused)
    assert (reply.status, reply.body) == (204, b"")
    reply = ask(refused, query="?debug=1")
    assert reply.status == 200
    assert reply.json == {
        "id": "auction-1",
        "nbr": NoBidReason.CURRENCY,
        "ext": {"reason": "currency"},
    }
    assert ask.counted("currency") == 2
    assert ask(asking(), query="?debug=1").json["seatbid"]


def test_only_an_exchange_that_may_is_told_why(market: Any) -> None:
    market.exchange = msgspec.structs.replace(market.exchange, explains=False)
    market.publish()
    with market.house.open() as edge:
        reply = Asker(edge, market.exchange)(asking(cur=["USD"]), query="?debug=1")
        assert (reply.status, reply.body) == (204, b"")


REASONS: dict[NoBidReason, dict[str, Any]] = {
    NoBidReason.CHILDREN: asking(regs={"gdpr": 0, "coppa": 1}),
    NoBidReason.INSUFFICIENT_TIME: asking(tmax=1),
    NoBidReason.CURRENCY: asking(cur=["USD"]),
    NoBidReason.SEAT: asking(wseat=["x"]),
    NoBidReason.CATEGORY: asking(bcat=["IAB1"]),
    NoBidReason.CREATIVE_LANGUAGE: asking(wlang=["en"]),
    NoBidReason.NO_CONSENT: asking(regs={"gdpr": 1}),
    NoBidReason.BLOCKED_SITE: asking(site={"domain": "other.example"}),
    NoBidReason.DOMAIN_SPOOFED: asking(
        site={"domain": "other.example", "page": "https://franceinter.example/"}
    ),
    NoBidReason.PLACEMENT: asking(banner(banner={"w": 1, "h": 1})),
    NoBidReason.BELOW_FLOOR: asking(banner(bidfloor=9)),
    NoBidReason.DEAL: asking(banner(pmp={"private_auction": 1})),
    NoBidReason.CREATIVE: asking({"id": "1", "audio": {}}),
    NoBidReason.FORMAT: asking(banner(rwdd=1)),
    NoBidReason.ADVERTISER: asking(badv=["condor.example"]),
}


@pytest.mark.parametrize("reason", REASONS, ids=lambda each: each.name)
def test_every_reason_is_counted_by_its_name(ask: Asker, reason: NoBidReason) -> None:
    assert ask(REASONS[reason]).status == 204
    assert ask.counted(reason.name.lower()) == 1
    assert ask.counted("bid") == 0


def test_more_than_was_agreed_is_204_and_counted(market: Any) -> None:
    market.exchange = msgspec.structs.replace(market.exchange, queries_a_second=1)
    market.publish()
    with market.house.open() as edge:
        ask = Asker(edge, market.exchange)
        statuses = [ask(asking()).status for _ in range(20)]
        assert statuses[0] == 200
        assert set(statuses[1:]) <= {200, 204}
        assert 204 in statuses
        assert ask.counted("queries_a_second") == statuses.count(204)


def uid(market: Any, aid: Aid | None = None) -> str:
    """The id by which the exchange knows Camille."""
    path = market.house.settings.ads_keys
    master = bytes.fromhex(keys.read(path.read_bytes(), "ads").partners)
    return Partner(master, market.exchange.id).uid(aid or market.house.aid)


@pytest.fixture
def pooled(market: Any) -> Any:
    """A pool of a hundred with Camille in it; two lines, the dearer of the pool's."""
    market.fill_pool()
    market.publish(market.line("1"), market.pooled("2"))
    return market


def bidder(ask: Asker, market: Any, **said: Any) -> str | None:
    bids = ask.bids(asking(**said))
    return bids[0]["cid"][-1] if bids else None


def test_consent_decides_between_the_pool_the_page_and_nothing(
    pooled: Any, ask: Asker
) -> None:
    known = {"buyeruid": uid(pooled)}
    yes = Written()
    aimless = yes.but(consent=frozenset({2}), interest=frozenset())
    nothing = yes.but(consent=frozenset(), interest=frozenset())
    another = yes.but(disclosed=None)
    assert bidder(ask, pooled, **consenting(aimless.text(), **known)) == "1"
    assert bidder(ask, pooled, **consenting(nothing.text(), **known)) is None
    assert bidder(ask, pooled, **consenting(another.text(), **known)) is None
    assert bidder(ask, pooled, **consenting("garbage", **known)) is None
    assert bidder(ask, pooled, **consenting("", **known)) is None
    # Where 2.5 has it, and what the core says wins.
    older = {
        "regs": {"ext": {"gdpr": 1}},
        "user": known | {"ext": {"consent": aimless.text()}},
    }
    assert bidder(ask, pooled, **older) == "1"
    assert bidder(ask, pooled, **consenting("", **older["user"])) is None
    limited = consenting(**known) | {"device": {"lmt": 1}}
    assert bidder(ask, pooled, **limited) == "1"
    gpc = consenting(**known)
    gpc["regs"]["ext"] = {"gpc": "1"}
    assert bidder(ask, pooled, **gpc) == "1"
    # Somebody else, garbage, and nobody: the page alone chooses.
    for stranger in (uid(pooled, Aid(bytes(16))), "x", "é" * 22, ""):
        assert bidder(ask, pooled, **consenting(buyeruid=stranger)) == "1"
    assert bidder(ask, pooled, **consenting(**known)) == "2"
    # The cap of the pool's line holds from then on.
    assert bidder(ask, pooled, **consenting(**known)) == "1"


def test_a_bid_of_the_pool_carries_the_id_and_no_other_does(
    pooled: Any, ask: Asker, now: int
) -> None:
    def spectator(**said: Any) -> Aid | None:
        (bid,) = ask.bids(asking(**said))
        sealed = bid["burl"].partition("t=")[2].partition("&")[0]
        token: BidToken = pooled.house.tokens.open(sealed, BidToken, now)
        return token.spectator

    known = {"buyeruid": uid(pooled)}
    gpc = consenting(**known) | {"regs": {"gdpr": 1, "ext": {"gpc": "1"}}}
    assert spectator(**gpc) is None
    assert spectator(**consenting(**known)) == pooled.house.aid
    # Capped by now: what the page chooses is tied to nobody.
    assert spectator(**consenting(**known)) is None


def test_what_the_pool_chose_says_so_to_the_law(pooled: Any, ask: Asker) -> None:
    said = consenting(buyeruid=uid(pooled))
    said["regs"]["ext"] = {"dsa": {"dsarequired": 2, "datatopub": 2}}
    (bid,) = ask.bids(asking(**said))
    (told,) = bid["ext"]["dsa"]["transparency"]
    assert told["dsaparams"] == [1, 2]


def test_a_store_that_is_gone_leaves_what_the_page_chooses(pooled: Any) -> None:
    with pooled.house.open() as edge:
        ask = Asker(edge, pooled.exchange)
        edge.hold_still()
        for space in edge.app._spaces:
            space.close()
        known = consenting(buyeruid=uid(pooled))
        assert bidder(ask, pooled, **known) == "1"
        assert edge.counted("ad", "store_unavailable") >= 1
        only_pool = asking(banner(bidfloor=5, bidfloorcur="EUR"), **known)
        assert ask(only_pool).status == 204


def test_a_page_gets_each_campaign_once(market: Any) -> None:
    market.publish(market.line("1"), market.line("2", bid=Money(1_000_000)))
    with market.house.open() as edge:
        imps = [banner(id=str(at)) for at in range(4)]
        bids = Asker(edge, market.exchange).bids(asking(*imps))
        assert [(bid["impid"], bid["cid"][-1]) for bid in bids] == [
            ("0", "1"),
            ("1", "2"),
        ]


def test_a_flood_of_impressions_is_answered_for_the_first_twenty(market: Any) -> None:
    lines = [market.line(str(at)) for at in range(30)]
    market.publish(*lines)
    with market.house.open() as edge:
        imps = [banner(id=str(at)) for at in range(200)]
        assert len(Asker(edge, market.exchange).bids(asking(*imps))) == 20


def test_a_test_auction_counts_nothing_anywhere(pooled: Any) -> None:
    pooled.publish(pooled.teaser("1", near_you=False), pooled.pooled("2", holdout=50))
    with pooled.house.open() as edge:
        ask = Asker(edge, pooled.exchange)
        film = {"id": "2", "video": {"mimes": ["video/mp4"]}}
        known = consenting(buyeruid=uid(pooled))
        bids = ask.bids(asking(banner(), film, test=1, **known))
        assert len(bids) == 2
        for bid in bids:
            assert not {"nurl", "burl", "lurl"} & bid.keys()
        doors = (r"(imp)\?t=([\w-]+)", r"(view)\?t=([\w-]+)", r"(click)/([\w-]+)")
        frame = re.search(r"https://ads\.example(/frame/[\w-]+)", bids[0]["adm"])
        assert frame
        shown = edge.get(frame[1]).body.decode() + bids[1]["adm"]
        told = {found for door in doors for found in re.findall(door, shown)}
        assert {door for door, _ in told} == {"imp", "view", "click"}
        for door, token in sorted(told):
            path = f"/click/{token}" if door == "click" else f"/{door}?t={token}"
            reply = edge.get(path)
            assert reply.status == (302 if door == "click" else 200)
        sealed = frame[1].removeprefix("/frame/")
        for door in ("win", "bill", "loss"):
            assert edge.get(f"/{door}?t={sealed}&p=1").status == 204
        for door in ("imp", "view", "click", "win", "bill", "loss"):
            assert edge.counted(door, "test") >= 1
            assert edge.counted(door, "recorded") == edge.counted(door, "measured") == 0
        # Nor is the line's cap touched: a true auction still gets it.
        assert bidder(ask, pooled, **known) in ("1", "2")
        assert [
            e for e in edge.written("ads") if type(e).__name__ != "Assignment"
        ] == []


def test_an_impression_bills_where_that_was_agreed_and_always_in_a_player(
    market: Any, now: int
) -> None:
    for bills, priced in (("impression", [True, True]), ("burl", [False, True])):
        market.exchange = msgspec.structs.replace(market.exchange, bills=bills)
        market.publish(market.teaser("1"), market.teaser("2"))
        with market.house.open() as edge:
            film = {"id": "2", "video": {"mimes": ["video/mp4"]}}
            bids = Asker(edge, market.exchange).bids(asking(banner(), film))
            sealed = [b["nurl"].partition("t=")[2].partition("&")[0] for b in bids]
            tokens = [market.house.tokens.open(each, BidToken, now) for each in sealed]
            assert [token.priced for token in tokens] == priced
            assert ["burl" in bid for bid in bids] == [not each for each in priced]
            assert ["${AUCTION_PRICE}" in bid["adm"] for bid in bids] == priced


@pytest.mark.parametrize(
    ("battr", "attr", "by_hand"),
    [
        ([], [6], False),
        ([6], [7], True),
        ([7], None, None),
        ([6, 7], None, None),
        ([8], [6], False),
    ],
)
def test_a_teaser_in_a_banner_keeps_to_what_is_blocked(
    market: Any, battr: list[int], attr: list[int] | None, by_hand: bool | None
) -> None:
    market.publish(market.teaser())
    with market.house.open() as edge:
        sized = {"w": 300, "h": 600, "battr": battr}
        bids = Asker(edge, market.exchange).bids(asking(banner(banner=sized)))
        if attr is None:
            assert bids == []
            assert edge.counted("bid ssp", "creative") == 1
        else:
            assert [bid["attr"] for bid in bids] == [attr]
            assert ("play=hand" in bids[0]["adm"]) is by_hand


def test_a_popup_declares_itself(market: Any) -> None:
    chose = Targeting(placements=(market.popup.id,))
    market.publish(market.line(targeting=chose))
    with market.house.open() as edge:
        ask = Asker(edge, market.exchange)
        whole = {"w": 300, "h": 600}
        (bid,) = ask.bids(asking(banner(banner=whole, instl=1)))
        assert 8 in bid["attr"]
        assert bid["exp"] == 1_800
        blocked = asking(banner(banner=whole | {"battr": [8]}, instl=1))
        assert ask.bids(blocked) == []
        assert ask.counted("attribute") == 1


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = (
    *("id", "imp", "site", "regs", "user", "device", "app", "cur", "at", "test"),
    *("tmax", "bcat", "acat", "badv", "wseat", "bseat", "cattax", "source", "ext"),
)


def test_no_request_of_any_types_ends_in_a_5xx(ask: Asker) -> None:
    @settings(
        max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    @given(
        st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=4), json_values
    )
    def check(changed: dict[str, Any], imp: Any) -> None:
        for body in (asking(**changed), asking(imp if isinstance(imp, dict) else {})):
            assert ask(json.dumps(body).encode()).status in (200, 204, 400)

    check()
