"""Requests of one turn are answered together as they are one after the other."""

import json
from typing import Any

import msgspec
import pytest
from edge_market import SECRET, Asker, Market, asking, banner, consenting
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tc_writer import Written

from toile.ads import keys
from toile.ads.bidding.forms import Forms
from toile.ads.exchanges.identity import Partner
from toile.edge.server import Later, Request
from toile.wire.money import Money
from toile.wire.targeting import Geography, Targeting


def together(edge: Any, *written: Any, path: str = "/openrtb/ssp") -> list[bytes]:
    """Ask all in one turn of the edge's loop; give the answers as they leave."""

    async def turn() -> list[bytes]:
        gathered = [arrive(edge, one, path) for one in written]
        work_out(gathered)
        return [one.answer if isinstance(one, Later) else one for one in gathered]

    answers: list[bytes] = edge.run(turn())
    return answers


def arrive(edge: Any, written: Any, path: str = "/openrtb/ssp") -> Any:
    """What the door gives for a request the moment it comes."""
    body = written if isinstance(written, bytes) else json.dumps(written).encode()
    headers = {b"authorization": f"Bearer {SECRET}".encode()}
    request = Request("POST", path, b"", headers, "127.0.0.1", body)
    return edge.app.router.find("POST", path)(request)


def work_out(gathered: list[Any]) -> None:
    waiting = [one for one in gathered if isinstance(one, Later)]
    if waiting:
        waiting[0].work(waiting)


def said(answer: bytes) -> Any:
    """An answer without what is another each time: who bids what on which place."""
    head, _, body = answer.partition(b"\r\n\r\n")
    status = int(head[9:12])
    if status != 200:
        return status
    told = json.loads(body)
    bids = [bid for seat in told.get("seatbid", ()) for bid in seat["bid"]]
    return [(bid["impid"], bid["cid"], bid["price"], bid.get("dealid")) for bid in bids]


def camille(market: Market) -> dict[str, Any]:
    """What a request says of Camille, who has agreed to all."""
    path = market.house.settings.ads_keys
    master = bytes.fromhex(keys.read(path.read_bytes(), "ads").partners)
    uid = Partner(master, market.exchange.id).uid(market.house.aid)
    return consenting(buyeruid=uid)


def test_a_lines_last_money_is_bid_once(market: Any) -> None:
    one_view = {"price": Money(4_000_000), "budget": Money(4_000)}
    market.publish(market.line("1", **one_view))
    with market.house.open() as edge:
        edge.hold_still()
        answers = [said(one) for one in together(edge, *[asking()] * 5)]
    assert [bool(bids) and bids != 204 for bids in answers].count(True) == 1
    assert answers.count(204) == 4


def test_a_cap_holds_within_a_turn(market: Any) -> None:
    market.fill_pool()
    market.publish(market.line("1"), market.pooled("2"))
    with market.house.open() as edge:
        asked = asking(**camille(market))
        prices = [bids[0][2] for bids in map(said, together(edge, asked, asked))]
    assert prices == [6.0, 4.0]


def test_one_that_fails_leaves_the_others_their_answers(
    market: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Forms.write

    def write(self: Forms, sale: Any, wording: Any) -> Any:
        if sale.imp.id == "broken":
            raise ValueError("secret")
        return whole(self, sale, wording)

    monkeypatch.setattr(Forms, "write", write)
    broken = asking(banner(id="broken"))
    with market.house.open() as edge:
        answers = together(edge, asking(), broken, asking())
        assert [len(said(answers[0])), answers[1], len(said(answers[2]))] == [1, b"", 1]
        # The server makes a 500 of what has no answer, and goes on.
        ask = Asker(edge, market.exchange)
        assert [ask(broken).status, ask(asking()).status] == [500, 200]


def test_a_plan_that_comes_between_is_the_one_that_counts(market: Any) -> None:
    silent = msgspec.structs.replace(market.exchange, explains=False)
    market.publish(exchanges=(silent,))
    with market.house.open() as edge:
        edge.hold_still()

        async def turn() -> bytes:
            waiting = arrive(edge, asking())
            market.publish(exchanges=(silent,), sites=())
            for _ in edge.app._refresh():
                pass
            work_out([waiting])
            answer: bytes = waiting.answer
            return answer

        assert said(edge.run(turn())) == 204


_TOULON = Targeting(geography=(Geography("FR", "93", "83"),))
_YES = Written()
_TEXTS = (
    _YES.text(),
    _YES.but(consent=frozenset({2}), interest=frozenset()).text(),
    _YES.but(consent=frozenset(), interest=frozenset()).text(),
    "garbage",
)
_IMPS = st.lists(
    st.fixed_dictionaries(
        {"bidfloor": st.sampled_from((0, 3.5, 5, 50))},
        optional={"tagid": st.just("x"), "secure": st.just(1), "rwdd": st.just(1)},
    ),
    min_size=1,
    max_size=3,
)
_REQUESTS = st.lists(
    st.one_of(
        st.sampled_from((b"{", b"[]", b"[" * 5_000, b'{"id":"1","imp":[]}')),
        st.builds(
            lambda imps, text, place: (
                asking(
                    *[
                        banner(id=str(at), bidfloorcur="EUR", **imp)
                        for at, imp in enumerate(imps)
                    ],
                    **consenting(text),
                )
                | place
            ),
            _IMPS,
            st.sampled_from(_TEXTS),
            st.sampled_from(
                (
                    {},
                    {"site": {"domain": "elsewhere.example"}},
                    {"device": {"geo": {"country": "FRA", "zip": "83000"}}},
                    {"device": {"geo": {"country": "DEU"}}, "test": 1},
                    {"bcat": ["IAB1"]},
                )
            ),
        ),
    ),
    min_size=1,
    max_size=12,
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(written=_REQUESTS, explains=st.booleans())
def test_together_and_one_by_one_are_the_same(
    market: Any, written: list[Any], explains: bool
) -> None:
    exchange = msgspec.structs.replace(market.exchange, explains=explains)
    market.publish(
        market.line("1"),
        market.line("2", bid=Money(3_000_000)),
        market.line("3", bid=Money(5_000_000), targeting=_TOULON),
        exchanges=(exchange,),
    )
    with market.house.open() as edge:
        edge.hold_still()
        alone = [said(one) for each in written for one in together(edge, each)]
        reasons = counted(edge)
        assert [said(one) for one in together(edge, *written)] == alone
        twice = {outcome: 2 * number for outcome, number in reasons.items()}
        assert counted(edge) == twice


def counted(edge: Any) -> dict[str, float]:
    """What became of all requests of the exchange, by reason."""
    rows = edge._outcomes()
    since = {key: number - edge._before.get(key, 0) for key, number in rows.items()}
    door = 'toile_edge_outcomes_total{door="bid ssp"'
    return {key: n for key, n in since.items() if key.startswith(door) and n}
