"""The decision over HTTP: who is served, who is not, and what the answer gives away."""

import base64
from typing import Any

import msgspec
import pytest

from toile.ads.delivery import caps, counters
from toile.ads.delivery.caps import CAPS, Seen
from toile.ads.delivery.counters import COUNTERS, Delivered
from toile.edge.ads import crowds
from toile.wire import audience
from toile.wire.audience import AUDIENCE_TABLE, SIZES_TABLE, Membership
from toile.wire.clock import utc_day
from toile.wire.money import Money
from toile.wire.targeting import Cap, Geography, Targeting
from toile.wire.tokens import ImpressionToken

PAGE = {"Origin": "https://franceinter.example"}
INSERT = "/ad?p=inter-insert"
POPUP = "/ad?p=inter-popup"


@pytest.fixture
def pool_of(house: Any, now: int) -> Any:
    """Put Camille into the segment, which has so many ids in all."""

    def fill(size: int) -> None:
        member = audience.encode(Membership({"aea": utc_day(now) + 30}))
        with house.stores() as stores, stores.ads.update() as update:
            update.put(AUDIENCE_TABLE, house.aid, member)
            update.put(SIZES_TABLE, b"aea", str(size).encode())

    return fill


def not_served(edge: Any, path: str, headers: dict[str, str], reason: str) -> None:
    """The answer must be empty, readable by the page, and its reason counted."""
    reply = edge.get(path, {**PAGE, **headers})
    assert (reply.status, reply.body) == (204, b"")
    assert reply.headers["access-control-allow-origin"] == PAGE["Origin"]
    assert edge.counted("ad", reason) == 1
    assert edge.counted("ad", "served") == 0


def test_a_spectator_of_the_pool_is_served(house: Any, pool_of: Any, now: int) -> None:
    pool_of(100)
    with house.open() as edge:
        reply = edge.get(f"{INSERT}&c=1", {**PAGE, **house.aid_cookie})
        assert reply.status == 200
        assert reply.headers["access-control-allow-origin"] == PAGE["Origin"]
        assert reply.headers["cache-control"] == "no-store"
        assert "set-cookie" not in reply.headers
        told = reply.json
        assert (told["format"], told["width"], told["height"]) == ("insert", 300, 600)
        assert told["label"] == "Publicité – Condor"
        base, _, sealed = told["frame"].rpartition("/")
        assert base == "https://ads.example/frame"
        token = house.tokens.open(sealed, ImpressionToken, now)
        assert (token.aid, token.line) == (house.aid, house.line.id)
        assert token.price == house.line.price
        assert edge.counted("ad", "served") == 1
        assert edge.written("ads") == []


def test_a_segment_of_99_is_never_served_and_one_of_100_is(
    house: Any, pool_of: Any
) -> None:
    pool_of(99)
    with house.open() as edge:
        not_served(edge, f"{INSERT}&c=1", house.aid_cookie, "small_segment")
    pool_of(100)
    with house.open() as edge:
        assert edge.get(f"{INSERT}&c=1", {**PAGE, **house.aid_cookie}).status == 200


def test_without_the_pages_yes_the_cookie_changes_nothing(
    house: Any, pool_of: Any
) -> None:
    pool_of(100)
    with house.open() as edge:
        for query in ("", "&c=0", "&c=true", "&c="):
            with_cookie = edge.get(INSERT + query, {**PAGE, **house.aid_cookie})
            without = edge.get(INSERT + query, PAGE)
            assert with_cookie == without
            assert with_cookie.status == 204
        assert edge.counted("ad", "unmatched_user") == 8


def test_global_privacy_control_is_a_no_on_the_page(house: Any, pool_of: Any) -> None:
    pool_of(100)
    with house.open() as edge:
        asked = {**house.aid_cookie, "Sec-GPC": "1"}
        not_served(edge, f"{INSERT}&c=1", asked, "unmatched_user")


def test_an_ad_the_pool_did_not_choose_carries_no_id(
    house: Any, pool_of: Any, now: int
) -> None:
    pool_of(100)
    house.publish_ads(house.contextual())
    with house.open() as edge:
        for query in ("&c=1", "&c=0"):
            reply = edge.get(INSERT + query, {**PAGE, **house.aid_cookie})
            sealed = reply.json["frame"].rpartition("/")[2]
            assert house.tokens.open(sealed, ImpressionToken, now).spectator is None


def test_the_token_shows_the_page_nothing(house: Any, pool_of: Any) -> None:
    pool_of(100)
    with house.open() as edge:
        seen = [
            edge.get(f"{INSERT}&c=1", {**PAGE, **house.aid_cookie}) for _ in range(2)
        ]
    first, second = (reply.json["frame"].rpartition("/")[2] for reply in seen)
    raw = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4))
    for secret in (house.aid, house.line.id.encode(), house.placement.id.encode()):
        assert secret not in raw
        assert secret not in seen[0].body
    # One nonce each: two tokens of one spectator share nothing but the version.
    same = sum(a == b for a, b in zip(first, second, strict=True))
    assert same < len(first) / 4


def test_popups_need_the_pages_yes(house: Any) -> None:
    house.publish_ads(house.contextual())
    with house.open() as edge:
        not_served(edge, f"{POPUP}&c=0", {}, "no_consent")
        assert edge.get(f"{POPUP}&c=1", PAGE).json["format"] == "popup"


def test_an_unknown_placement_is_404(edge: Any) -> None:
    for path in ("/ad", "/ad?p=", "/ad?p=nobody", "/ad?p=%FF"):
        reply = edge.get(path, PAGE)
        assert (reply.status, reply.code) == (404, "unknown_placement")
    assert edge.counted("ad", "invalid_request") == 4


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "http://franceinter.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/https://franceinter.example"},
    ],
)
def test_a_foreign_page_is_403(edge: Any, headers: dict[str, str]) -> None:
    reply = edge.get(INSERT, headers)
    assert (reply.status, reply.code) == (403, "foreign_origin")
    assert "access-control-allow-origin" not in reply.headers
    assert edge.counted("ad", "foreign_origin") == 1


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"formats": ("popup",)}, "no_line"),
        ({"targeting": Targeting(placements=("elsewhere",))}, "no_line"),
        ({"creatives": ()}, "no_line"),
        ({"ends_ms": 1}, "out_of_flight"),
        ({"starts_ms": 3_999_999_999_999}, "out_of_flight"),
        ({"targeting": Targeting(segments=("aea",))}, "unmatched_user"),
        ({"targeting": Targeting(geography=(Geography("FR"),))}, "geography"),
        ({"budget": Money(0)}, "budget"),
    ],
)
def test_why_a_line_is_not_served(
    house: Any, changed: dict[str, Any], reason: str
) -> None:
    house.publish_ads(house.contextual(**changed))
    with house.open() as edge:
        not_served(edge, INSERT, {}, reason)


def test_interests_that_are_known_must_meet(house: Any) -> None:
    placement = msgspec.structs.replace(house.placement, interests=("325",))
    line = house.contextual(targeting=Targeting(interests=("644",)))
    house.publish_ads(line, placements=(placement,))
    with house.open() as edge:
        not_served(edge, INSERT, {}, "interests")


def test_the_cap_of_a_spectator(house: Any, pool_of: Any, now: int) -> None:
    pool_of(100)
    today = utc_day(now)
    with house.stores() as stores, stores.ads.update() as update:
        seen = Seen({house.line.id: {today: 1, today - 1: 2}})
        update.put(CAPS, house.aid, caps.encode(seen))
    asked = {**PAGE, **house.aid_cookie}
    for cap, status in ((Cap(3, 2), 204), (Cap(4, 2), 200), (Cap(2, 1), 200)):
        house.publish_ads(msgspec.structs.replace(house.line, cap=cap))
        with house.open() as edge:
            assert edge.get(f"{INSERT}&c=1", asked).status == status
            assert edge.counted("ad", "user_cap") == (status == 204)


def test_the_cap_holds_for_placements_that_are_asked_for_at_once(
    house: Any, pool_of: Any
) -> None:
    pool_of(100)
    house.publish_ads(msgspec.structs.replace(house.line, cap=Cap(2, 1)))
    asked = {**PAGE, **house.aid_cookie}
    with house.open() as edge:
        statuses = [edge.get(f"{INSERT}&c=1", asked).status for _ in range(4)]
        assert statuses == [200, 200, 204, 204]
        assert edge.counted("ad", "user_cap") == 2


def test_sizes_that_cannot_be_read_are_taken_as_small(
    house: Any, pool_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool_of(100)
    asked = {**PAGE, **house.aid_cookie}
    with house.open() as edge:
        edge.hold_still()
        assert edge.get(f"{INSERT}&c=1", asked).status == 200
        monkeypatch.setattr(crowds, "SIZES_TABLE", "no table")
        edge.refresh()
        assert edge.get(f"{INSERT}&c=1", asked).status == 204
        assert edge.counted("ad", "small_segment") == 1


@pytest.mark.parametrize(
    ("budget", "delivered", "status"),
    [(16_000, 1, 200), (16_000, 2, 204), (15_999, 1, 204), (16_000, 3, 204)],
)
def test_a_budget_is_never_overspent(
    house: Any, now: int, budget: int, delivered: int, status: int
) -> None:
    # 8 EUR for 1000 are 8,000 micro-euros each; the whole flight is due.
    line = house.contextual(
        starts_ms=now - 60_000,
        ends_ms=now + 60_000,
        budget=Money(budget),
        price=Money(8_000_000),
    )
    house.publish_ads(line)
    with house.stores() as stores, stores.ads.update() as update:
        spent = Delivered(delivered, delivered * line.price)
        update.put(COUNTERS, counters.key(line.id), counters.encode(spent))
    with house.open() as edge:
        assert edge.get(INSERT, PAGE).status == status


def test_the_allowance_of_a_line_runs_out_between_two_counts(
    house: Any, now: int
) -> None:
    # A minute of a two-minute flight has passed: two of four impressions are due, and
    # with the minute's lead all four.
    line = house.contextual(
        starts_ms=now - 60_000,
        ends_ms=now + 60_000,
        budget=Money(32_000),
        price=Money(8_000_000),
    )
    house.publish_ads(line)
    with house.open() as edge:
        edge.hold_still()
        statuses = [edge.get(INSERT, PAGE).status for _ in range(6)]
        assert statuses == [200] * 4 + [204] * 2
        assert edge.counted("ad", "pacing") == 2


def test_looking_with_head_takes_nothing_off_the_pace(house: Any, now: int) -> None:
    line = house.contextual(
        starts_ms=now - 60_000,
        ends_ms=now + 60_000,
        budget=Money(8_000),
        price=Money(8_000_000),
    )
    house.publish_ads(line)
    with house.open() as edge:
        edge.hold_still()
        for _ in range(5):
            assert edge.ask("HEAD", INSERT, PAGE).status == 204
        assert edge.get(INSERT, PAGE).status == 200
        assert edge.counted("ad", "served") == 1


def test_creatives_take_turns(house: Any, now: int) -> None:
    one = house.line.creatives[0]
    two = msgspec.structs.replace(one, id=one.id[:-1] + "B")
    house.publish_ads(house.contextual(creatives=(one, two)))
    with house.open() as edge:
        frames = [edge.get(INSERT, PAGE).json["frame"] for _ in range(4)]
    tokens = [frame.rpartition("/")[2] for frame in frames]
    shown = [
        house.tokens.open(token, ImpressionToken, now).creative for token in tokens
    ]
    assert shown == [one.id, two.id, one.id, two.id]


@pytest.mark.parametrize(("rule", "size", "served"), [
    (200, 199, False), (200, 200, True), (10, 99, False), (10, 100, True),
])  # fmt: skip
def test_the_plans_smallest_segment_counts_and_never_one_under_100(
    house: Any, pool_of: Any, rule: int, size: int, served: bool
) -> None:
    pool_of(size)
    house.publish_ads(smallest_segment=rule)
    with house.open() as edge:
        reply = edge.get(f"{INSERT}&c=1", {**PAGE, **house.aid_cookie})
        assert (reply.status == 200) is served
