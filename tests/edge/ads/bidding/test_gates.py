"""Who is let in at /openrtb: by a secret, from a network, no more often than agreed."""

import base64
import hashlib
from typing import Any

import msgspec
import pytest
from edge_market import EXCHANGE, Asker, asking
from edge_market import SECRET as MARKET_SECRET

from toile.ads.creatives.addresses import Hosts
from toile.edge.ads.bidding.desk import Desk
from toile.edge.ads.bidding.gates import Gate
from toile.edge.server import Request
from toile.wire.exchanges import Exchange
from toile.wire.ids import Ulid
from toile.wire.plan import AdsPlan

SECRET = "un secret, long"
DIGEST = hashlib.sha256(SECRET.encode()).hexdigest()
MASTER = b"m" * 32
PEER = "203.0.113.9"
HOSTS = Hosts("https://ads.example", "https://portal.example")


def gate(processes: int = 1, **said: Any) -> Gate:
    exchange = Exchange(
        id=Ulid("01M85275QPHZD88PEEFXQE0C01"), slug="ssp", name="SSP", **said
    )
    return Gate(exchange, MASTER, processes)


def asked(authorization: str = "", query: str = "") -> Request:
    headers = {b"authorization": authorization.encode()} if authorization else {}
    return Request("POST", "/openrtb/ssp", query.encode(), headers, PEER)


def basic(text: str) -> str:
    return f"Basic {base64.b64encode(text.encode()).decode()}"


@pytest.mark.parametrize(
    ("authorization", "query", "let_in"),
    [
        (f"Bearer {SECRET}", "", True),
        (f"bearer   {SECRET}", "", True),
        (basic(f"ssp:{SECRET}"), "", True),
        (basic(f":{SECRET}"), "", True),
        ("", "key=un%20secret%2C+long", True),
        ("", "", False),
        ("", "key=", False),
        ("Bearer", "", False),
        ("Bearer ", "", False),
        (f"Bearer {SECRET}x", "", False),
        (f"Bearer {SECRET[:-1]}", "", False),
        (f"Bearer {DIGEST}", "", False),
        (basic(SECRET), "", False),
        (basic(f"{SECRET}:"), "", False),
        ("Basic ***", "", False),
        ("Basic é", "", False),
        ("", f"key={DIGEST}", False),
        ("", "key=%ff%fe", False),
        # A wrong header is not mended by the address.
        ("Bearer x", "key=un%20secret%2C+long", False),
    ],
)
def test_a_secret_is_shown_in_any_of_three_ways(
    authorization: str, query: str, let_in: bool
) -> None:
    guarded = gate(secret_digest=DIGEST)
    assert guarded.lets_in(asked(authorization, query), PEER) is let_in
    # Nor does it matter that the right one was shown before.
    assert guarded.lets_in(asked(f"Bearer {SECRET}"), PEER)
    assert guarded.lets_in(asked(authorization, query), PEER) is let_in


@pytest.mark.parametrize(
    ("peer", "let_in"),
    [
        ("203.0.113.9", True),
        ("203.0.114.9", False),
        ("2001:db8::1", True),
        ("2001:db9::1", False),
        ("", False),
        ("unix", False),
    ],
)
def test_a_network_is_enough_where_there_is_no_secret(peer: str, let_in: bool) -> None:
    guarded = gate(networks=("203.0.113.0/24", "2001:db8::/32"))
    assert guarded.lets_in(asked(), peer) is let_in


def test_where_both_are_given_both_must_hold() -> None:
    guarded = gate(secret_digest=DIGEST, networks=("203.0.113.0/24",))
    shown = asked(f"Bearer {SECRET}")
    assert guarded.lets_in(shown, PEER)
    assert not guarded.lets_in(asked(), PEER)
    assert not guarded.lets_in(shown, "198.51.100.1")


def test_an_exchange_with_nothing_set_is_shut_and_one_of_browsers_open() -> None:
    assert not gate().lets_in(asked(f"Bearer {SECRET}"), PEER)
    assert not gate().lets_in(asked(query="key="), PEER)
    assert gate(by_browser=True).lets_in(asked(), PEER)
    both = gate(by_browser=True, secret_digest=DIGEST)
    assert not both.lets_in(asked(), PEER)


@pytest.mark.parametrize(
    "damaged",
    [
        {"secret_digest": "xyz"},
        {"networks": ("203.0.113.1/24",)},
        {"networks": ("nowhere",), "secret_digest": DIGEST},
        {"networks": ("nowhere",), "by_browser": True},
    ],
)
def test_a_damaged_record_shuts_its_exchange_and_no_other(damaged: Any) -> None:
    assert not gate(**damaged).lets_in(asked(f"Bearer {SECRET}"), PEER)
    broken = msgspec.structs.replace(gate(**damaged).exchange, slug="broken")
    whole = gate(secret_digest=DIGEST).exchange
    desk = Desk(master=MASTER, processes=1, hosts=HOSTS, registration=None)
    desk.compile(AdsPlan(version=1, made_ms=0, exchanges=(broken, whole)))
    assert not desk.gates["broken"].lets_in(asked(), PEER)
    assert desk.gates["ssp"].lets_in(asked(f"Bearer {SECRET}"), PEER)


@pytest.mark.parametrize(("agreed", "processes"), [(100, 1), (100, 4), (3, 4), (1, 1)])
def test_all_processes_together_take_what_was_agreed(
    agreed: int, processes: int
) -> None:
    gates = [gate(processes, queries_a_second=agreed) for _ in range(processes)]
    start, seconds = 1_795_000_000_000, 20
    taken = sum(
        each.takes(start + ms)
        for each in gates
        for ms in range(0, seconds * 1_000, 5)
        for _ in range(3)
    )
    # Each bucket begins full, with a second's part or one query at least.
    burst = max(agreed, processes)
    assert agreed * (seconds - 1) <= taken <= agreed * seconds + burst


def test_a_burst_is_no_more_than_a_second_and_no_limit_is_none() -> None:
    limited = gate(queries_a_second=10)
    assert sum(limited.takes(10**12) for _ in range(100)) == 10
    assert sum(limited.takes(10**12 + 3_600_000) for _ in range(100)) == 10
    free = gate()
    assert all(free.takes(10**12) for _ in range(1_000))


def test_a_clock_that_is_set_back_stops_nobody_for_long() -> None:
    limited = gate(queries_a_second=10)
    assert sum(limited.takes(10**12) for _ in range(100)) == 10
    back = 10**12 - 3_600_000
    assert not limited.takes(back)
    assert limited.takes(back + 100)


def test_a_new_plan_keeps_the_buckets_of_exchanges_that_did_not_change() -> None:
    same = gate(queries_a_second=1).exchange
    desk = Desk(master=MASTER, processes=1, hosts=HOSTS, registration=None)
    for version in (1, 2):
        desk.compile(AdsPlan(version=version, made_ms=0, exchanges=(same,)))
    kept = desk.gates["ssp"]
    desk.compile(AdsPlan(version=3, made_ms=0, exchanges=(same,)))
    assert desk.gates["ssp"] is kept
    changed = msgspec.structs.replace(same, queries_a_second=2)
    desk.compile(AdsPlan(version=4, made_ms=0, exchanges=(changed,)))
    assert desk.gates["ssp"] is not kept
    desk.compile(AdsPlan(version=5, made_ms=0))
    assert desk.gates == {}


def test_an_exchange_is_taken_up_changed_and_shut_while_the_edge_runs(
    market: Any,
) -> None:
    other = msgspec.structs.replace(
        EXCHANGE, id=Ulid("01M85275QPHZD88PEEFXQE0C02"), slug="late"
    )
    secret = "another secret of this test"
    renewed = msgspec.structs.replace(
        other,
        secret_digest=hashlib.sha256(secret.encode()).hexdigest(),
        seat="renewed",
    )
    with market.house.open() as edge:
        ask = Asker(edge, other)
        assert ask(asking()).status == 404
        for known, shown, status in (
            ((EXCHANGE, other), MARKET_SECRET, 200),
            ((EXCHANGE, renewed), MARKET_SECRET, 403),
            ((EXCHANGE, renewed), secret, 200),
            ((EXCHANGE,), secret, 404),
        ):
            market.publish(exchanges=known)
            edge.refresh()
            reply = ask(asking(), secret=shown)
            assert reply.status == status
            if status == 200:
                seat = known[-1].seat
                assert reply.json["seatbid"][0]["seat"] == seat
