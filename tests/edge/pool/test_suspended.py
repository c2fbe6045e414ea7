"""A suspended site's reports are refused at a real edge, with the reason."""

from typing import Any

import pytest

from toile.wire.events import Visit
from toile.wire.plan import SuspendedSite
from toile.wire.tokens import ReceiptToken

ORIGIN = {"Origin": "https://leroyal.example"}
CONSENT = {
    "site": "royal-key",
    "choice": "yes",
    "tool": "orejime",
    "tool_version": "3.2.0",
    "text_version": "toile-fr-1",
    "language": "fr",
    "fresh": True,
    "receipt": "",
}


@pytest.mark.parametrize(
    ("reason", "words"), [("check", "without consent"), ("union", "The union")]
)
def test_nothing_of_a_suspended_site_is_written_and_it_is_told_why(
    edge: Any, house: Any, now: int, reason: Any, words: str
) -> None:
    receipt = house.receipts.seal(
        ReceiptToken(
            expires_ms=now + 60_000,
            sid=house.sid,
            site=house.royal.id,
            given_ms=now - 1_000,
        )
    )
    visit = {"site": "royal-key", "receipt": receipt, "page": "/"}
    assert edge.post("/visit", visit, house.tid_cookie | ORIGIN).status == 204
    house.publish_pool(
        sites=(house.utopia,), suspended=(SuspendedSite("royal-key", reason),)
    )
    edge.refresh()
    for door, told in (("/visit", visit), ("/consent", CONSENT)):
        reply = edge.post(door, told, house.tid_cookie | ORIGIN)
        # 403 would make the pixel throw a receipt away that is good again later.
        assert (reply.status, reply.code) == (404, "suspended_site")
        assert words in reply.json["detail"]
    assert edge.get("/consent.js?site=royal-key").code == "suspended_site"
    # A yes is taken back all the same.
    back = {**CONSENT, "choice": "withdrawal", "receipt": receipt}
    assert edge.post("/consent", back, house.tid_cookie | ORIGIN).status == 200
    assert edge.counted("visit", "suspended_site") == 1
    visited, taken_back = edge.written("pool")
    assert isinstance(visited, Visit)
    assert (taken_back.site, taken_back.choice) == (house.royal.id, "withdrawal")
