"""GET /aid/{token}: only what the pool has sealed is obeyed.

The whole way of a handover is in ``tests/edge/test_handover.py``.
"""

import re
from typing import Any

import pytest

from toile.wire.clock import MS_A_DAY
from toile.wire.ids import Aid, to_cookie
from toile.wire.tokens import HandoverToken, ReceiptToken

ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=None"
NONCE = b"nonce of camille"
HELD = {"Cookie": f"handover={to_cookie(NONCE)}"}


def handed(house: Any, now: int, **changed: Any) -> HandoverToken:
    """A token as the pool seals it after a yes that ends in ten days."""
    values = {
        "expires_ms": now + 60_000,
        "aid": house.aid,
        "nonce": NONCE,
        "until_ms": now + 10 * MS_A_DAY,
    }
    return HandoverToken(**values | changed)


def test_the_id_becomes_the_ads_wings_cookie(edge: Any, house: Any, now: int) -> None:
    reply = edge.get(f"/aid/{house.door.seal(handed(house, now))}", HELD)
    assert (reply.status, len(reply.body)) == (200, 43)
    taken, dropped = reply.cookies
    pattern = f"aid={to_cookie(house.aid)}; Max-Age=(\\d+); {ATTRIBUTES}"
    match = re.fullmatch(pattern, taken)
    assert match is not None
    assert 864_000 - 60 < int(match.group(1)) <= 864_000
    assert dropped == (
        "handover=; Max-Age=0; Path=/aid; Secure; HttpOnly; SameSite=None"
    )
    assert reply.headers["cache-control"] == "no-store"
    assert edge.counted("aid", "taken") == 1


@pytest.mark.parametrize(
    "cookie",
    [{}, {"Cookie": f"handover={to_cookie(bytes(16))}"}, {"Cookie": "handover="}],
)
@pytest.mark.parametrize("nonce", [NONCE, b""])
def test_without_its_nonce_a_browser_gets_nothing(
    edge: Any, house: Any, now: int, cookie: dict[str, str], nonce: bytes
) -> None:
    sealed = house.door.seal(handed(house, now, nonce=nonce))
    reply = edge.get(f"/aid/{sealed}", cookie)
    assert (reply.status, reply.body, reply.cookies) == (204, b"", ())
    assert edge.counted("aid", "other_browser") == 1


def test_a_browser_forgets_the_very_id_it_is_told_to(
    edge: Any, house: Any, now: int
) -> None:
    told = HandoverToken(expires_ms=now + 60_000, aid=house.aid, forget=True)
    reply = edge.get(f"/aid/{house.door.seal(told)}", house.aid_cookie)
    assert reply.headers["set-cookie"] == f"aid=; Max-Age=0; {ATTRIBUTES}"
    assert edge.counted("aid", "forgotten") == 1


def test_nobody_can_strip_others_of_their_id(edge: Any, house: Any, now: int) -> None:
    told = HandoverToken(expires_ms=now + 60_000, aid=Aid(b"x" * 16), forget=True)
    for cookie in (house.aid_cookie, {}):
        reply = edge.get(f"/aid/{house.door.seal(told)}", cookie)
        assert (reply.status, "set-cookie" in reply.headers) == (200, False)
    assert edge.counted("aid", "other_browser") == 2


@pytest.mark.parametrize("text", ["", "forged", "A" * 100, "%00", "x" * 2_000])
def test_a_forged_handover_sets_nothing(edge: Any, text: str) -> None:
    reply = edge.get(f"/aid/{text}")
    assert (reply.status, reply.code) == (400, "bad_token")
    assert "set-cookie" not in reply.headers
    assert edge.counted("aid", "bad_token") == 1


def test_old_handovers_and_other_seals_set_nothing(
    edge: Any, house: Any, now: int
) -> None:
    good = handed(house, now)
    receipt = ReceiptToken(
        expires_ms=now + 300_000, sid=house.sid, site=house.royal.id, given_ms=now
    )
    for sealed in (
        house.door.seal(handed(house, now, expires_ms=now - 1)),
        house.door.seal(receipt),
        house.tokens.seal(good),
        house.receipts.seal(good),
    ):
        reply = edge.get(f"/aid/{sealed}", HELD)
        assert reply.code == "bad_token"
        assert "set-cookie" not in reply.headers


def test_looking_with_head_sets_nothing(edge: Any, house: Any, now: int) -> None:
    reply = edge.ask("HEAD", f"/aid/{house.door.seal(handed(house, now))}", HELD)
    assert reply.status == 204
    assert "set-cookie" not in reply.headers
