"""GET /imp, /view and /video: what the token says is written down, nothing else is."""

from typing import Any

import pytest

from toile.wire.events import Impression, VideoProgress, View
from toile.wire.ids import Ulid
from toile.wire.tokens import ClickToken, ImpressionToken

DOORS = ("imp", "view", "video")
IMPRESSION = Ulid("01M85275QPHZD88PEEFXQ0SEEN")


@pytest.fixture
def shown(house: Any, now: int) -> ImpressionToken:
    """The line as it was served to Camille."""
    return ImpressionToken(
        expires_ms=now + 60_000,
        impression=IMPRESSION,
        line=house.line.id,
        creative=house.line.creatives[0].id,
        placement=house.placement.id,
        price=house.line.price,
        aid=house.aid,
    )


def click_of(shown: ImpressionToken) -> ClickToken:
    return ClickToken(
        expires_ms=shown.expires_ms,
        impression=shown.impression,
        served_ms=shown.expires_ms - 60_000,
        campaign=shown.line,
        line=shown.line,
        creative=shown.creative,
        placement=shown.placement,
        aid=shown.aid,
        allocine_id=1,
    )


def test_each_door_writes_its_event(
    edge: Any, house: Any, shown: ImpressionToken
) -> None:
    token = house.tokens.seal(shown)
    for path in (f"/imp?t={token}", f"/view?t={token}", f"/video?t={token}&q=midpoint"):
        reply = edge.get(path)
        assert (reply.status, len(reply.body)) == (200, 43)
        assert reply.headers["content-type"] == "image/gif"
        assert reply.headers["cache-control"] == "no-store"
        assert "set-cookie" not in reply.headers
    assert [edge.counted(door, "recorded") for door in DOORS] == [1, 1, 1]
    impression, view, video = edge.written("ads")
    assert isinstance(impression, Impression)
    assert isinstance(view, View)
    assert isinstance(video, VideoProgress)
    assert (impression.aid, impression.price) == (house.aid, house.line.price)
    assert video.reached == "midpoint"
    assert {event.impression for event in (impression, view, video)} == {IMPRESSION}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("token", ["", "forged", "%FF%00", "A" * 200, "x" * 2_000])
def test_a_forged_token_is_400_and_counted(edge: Any, door: str, token: str) -> None:
    reply = edge.get(f"/{door}?t={token}&q=start")
    assert (reply.status, reply.code) == (400, "bad_token")
    assert reply.json["field"] == "t"
    assert edge.counted(door, "bad_token") == 1
    assert edge.written("ads") == []


@pytest.mark.parametrize("door", DOORS)
def test_an_expired_token_is_400(
    edge: Any, house: Any, shown: ImpressionToken, door: str, now: int
) -> None:
    old = ImpressionToken(
        **{f: getattr(shown, f) for f in shown.__struct_fields__}
        | {"expires_ms": now - 1}
    )
    reply = edge.get(f"/{door}?t={house.tokens.seal(old)}&q=start")
    assert (reply.status, reply.code) == (400, "bad_token")
    assert "expired" in reply.json["detail"]
    assert edge.written("ads") == []


@pytest.mark.parametrize("door", DOORS)
def test_a_token_of_another_kind_opens_nothing(
    edge: Any, house: Any, shown: ImpressionToken, door: str
) -> None:
    other_kind = house.tokens.seal(click_of(shown))
    other_key = house.door.seal(shown)
    for token in (other_kind, other_key):
        assert edge.get(f"/{door}?t={token}&q=start").code == "bad_token"
    assert edge.written("ads") == []


@pytest.mark.parametrize("query", ["", "&q=", "&q=half", "&q=START", "&q=%FF"])
def test_an_unknown_quartile_names_the_known_ones(
    edge: Any, house: Any, shown: ImpressionToken, query: str
) -> None:
    reply = edge.get(f"/video?t={house.tokens.seal(shown)}{query}")
    assert (reply.status, reply.json["field"]) == (400, "q")
    assert "midpoint" in reply.json["detail"]
    assert edge.counted("video", "malformed") == 1
    assert edge.written("ads") == []


@pytest.mark.parametrize("door", DOORS)
def test_looking_with_head_counts_nothing(
    edge: Any, house: Any, shown: ImpressionToken, door: str
) -> None:
    reply = edge.ask("HEAD", f"/{door}?t={house.tokens.seal(shown)}&q=start")
    assert reply.status == 204
    assert edge.counted(door, "recorded") == 0
    assert edge.written("ads") == []


def test_impressions_come_back_with_the_disk(
    edge: Any, house: Any, shown: ImpressionToken
) -> None:
    path = f"/imp?t={house.tokens.seal(shown)}"
    house.break_journal("ads")
    statuses = [edge.get(path).status for _ in range(200)]
    assert statuses[-1] == 503
    assert edge.counted("imp", "journal_unavailable") > 0
    assert edge.get("/readyz").status == 503
    house.mend_journal("ads")
    assert 200 in {edge.get(path).status for _ in range(200)}
    assert edge.get("/readyz").status == 200


@pytest.mark.parametrize(
    "told", ["loaded", "mute", "unmute", "pause", "resume", "skip", "companion"]
)
def test_what_else_a_player_tells_is_counted_and_not_written(
    edge: Any, house: Any, shown: ImpressionToken, told: str
) -> None:
    assert edge.get(f"/video?t={house.tokens.seal(shown)}&q={told}").status == 200
    assert edge.counted("video", told) == 1
    assert edge.written("ads") == []


@pytest.mark.parametrize(
    ("code", "counted"),
    [
        ("402", "402"),
        ("900", "900"),
        ("1", "unknown"),
        ("", "unknown"),
        ("[ERRORCODE]", "unknown"),
    ],
)
def test_a_players_errors_are_counted_by_code(
    edge: Any, house: Any, shown: ImpressionToken, code: str, counted: str
) -> None:
    token = house.tokens.seal(shown)
    assert edge.get(f"/video?t={token}&q=error&code={code}").status == 200
    assert edge.counted("video_error", counted) == 1
    assert edge.written("ads") == []


def test_nobody_tells_of_what_was_not_served(edge: Any) -> None:
    assert edge.get("/video?t=forged&q=error&code=402").code == "bad_token"
    assert edge.get("/video?t=forged&q=mute").code == "bad_token"
    assert edge.counted("video_error", "402") == 0
