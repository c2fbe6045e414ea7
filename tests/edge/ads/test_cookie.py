"""GET /aid: the pool hands an id over; nobody else can."""

from typing import Any

import pytest

from toile.wire.ids import Aid, to_cookie
from toile.wire.tokens import HandoverToken, ReceiptToken

ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=None"


def test_the_id_becomes_the_ads_wings_cookie_for_six_months(
    edge: Any, house: Any, now: int
) -> None:
    token = house.door.seal(HandoverToken(expires_ms=now + 300_000, aid=house.aid))
    reply = edge.get(f"/aid/{token}")
    assert (reply.status, len(reply.body)) == (200, 43)
    cookie = f"aid={to_cookie(house.aid)}; Max-Age=15552000; {ATTRIBUTES}"
    assert reply.headers["set-cookie"] == cookie
    assert reply.headers["cache-control"] == "no-store"
    assert edge.counted("aid", "taken") == 1


def test_a_browser_forgets_the_very_id_it_is_told_to(
    edge: Any, house: Any, now: int
) -> None:
    told = HandoverToken(expires_ms=now + 300_000, aid=house.aid, forget=True)
    reply = edge.get(f"/aid/{house.door.seal(told)}", house.aid_cookie)
    assert reply.headers["set-cookie"] == f"aid=; Max-Age=0; {ATTRIBUTES}"
    assert edge.counted("aid", "forgotten") == 1


def test_nobody_can_strip_others_of_their_id(edge: Any, house: Any, now: int) -> None:
    told = HandoverToken(expires_ms=now + 300_000, aid=Aid(b"x" * 16), forget=True)
    for cookie in (house.aid_cookie, {}):
        reply = edge.get(f"/aid/{house.door.seal(told)}", cookie)
        assert (reply.status, "set-cookie" in reply.headers) == (200, False)
    assert edge.counted("aid", "other_browser") == 2


def test_the_consent_leads_here_end_to_end(edge: Any, house: Any) -> None:
    report = {"site": "royal-key", "choice": "yes", "tool": "orejime"}
    handover = edge.post("/consent", report, house.tid_cookie).json["handover"]
    reply = edge.get(handover.removeprefix("https://ads.example"))
    assert reply.headers["set-cookie"].startswith(f"aid={to_cookie(house.aid)};")


@pytest.mark.parametrize("text", ["", "forged", "A" * 100, "%00", "x" * 2_000])
def test_a_forged_handover_sets_nothing(edge: Any, text: str) -> None:
    reply = edge.get(f"/aid/{text}")
    assert (reply.status, reply.code) == (400, "bad_token")
    assert "set-cookie" not in reply.headers
    assert edge.counted("aid", "bad_token") == 1


def test_old_handovers_and_other_seals_set_nothing(
    edge: Any, house: Any, now: int
) -> None:
    good = HandoverToken(expires_ms=now + 300_000, aid=house.aid)
    receipt = ReceiptToken(
        expires_ms=now + 300_000, sid=house.sid, site=house.royal.id, given_ms=now
    )
    for sealed in (
        house.door.seal(HandoverToken(expires_ms=now - 1, aid=house.aid)),
        house.door.seal(receipt),
        house.tokens.seal(good),
        house.receipts.seal(good),
    ):
        reply = edge.get(f"/aid/{sealed}")
        assert reply.code == "bad_token"
        assert "set-cookie" not in reply.headers


def test_looking_with_head_sets_nothing(edge: Any, house: Any, now: int) -> None:
    token = house.door.seal(HandoverToken(expires_ms=now + 300_000, aid=house.aid))
    reply = edge.ask("HEAD", f"/aid/{token}")
    assert reply.status == 204
    assert "set-cookie" not in reply.headers
