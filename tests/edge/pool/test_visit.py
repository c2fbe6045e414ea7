"""A visit is written only with a yes that holds; otherwise nothing is, and says why."""

from typing import Any
from urllib.parse import quote

import pytest

from toile.pool import rights
from toile.pool.rights import FORGOTTEN, Forgotten, forget_site
from toile.wire.clock import MS_A_DAY
from toile.wire.events import Visit
from toile.wire.ids import Sid
from toile.wire.tokens import HandoverToken, ReceiptToken

PAGE = "https://leroyal.example/film/pamfir?utm_source=lettre#seances"


def report(receipt: str, **changed: object) -> dict[str, object]:
    return {"site": "royal-key", "receipt": receipt, "page": PAGE, **changed}


def receipt_of(house: Any, now: int, **changed: Any) -> str:
    values = {
        "expires_ms": now + MS_A_DAY,
        "sid": house.sid,
        "site": house.royal.id,
        "given_ms": now - 1_000,
    }
    sealed: str = house.receipts.seal(ReceiptToken(**values | changed))
    return sealed


def test_a_visit_with_a_good_receipt_is_recorded(
    edge: Any, house: Any, now: int
) -> None:
    receipt = receipt_of(house, now)
    told = report(receipt, film="Le Serment de Pamfir")
    reply = edge.post("/visit", told, house.tid_cookie)
    assert (reply.status, reply.body) == (204, b"")
    assert reply.headers["access-control-allow-origin"] == "https://leroyal.example"
    assert edge.counted("visit", "recorded") == 1
    (event,) = edge.written("pool")
    assert isinstance(event, Visit)
    assert (event.sid, event.site) == (house.sid, house.royal.id)
    assert (event.page, event.film) == ("/film/pamfir", "Le Serment de Pamfir")
    assert event.cinema == house.royal.cinemas[0]
    assert event.yes_ms == now - 1_000


def test_the_receipt_of_a_real_yes_opens_the_door(
    edge: Any, house: Any, yes: Any
) -> None:
    assert edge.post("/visit", report(yes()), house.tid_cookie).status == 204
    assert edge.counted("visit", "recorded") == 1


def test_the_image_records_as_well(edge: Any, house: Any, now: int) -> None:
    receipt, cinema = receipt_of(house, now), house.royal.cinemas[1]
    path = f"/visit.gif?site=royal-key&r={receipt}&p={quote(PAGE)}&f=Pamfir&c={cinema}"
    referer = {"Referer": "https://leroyal.example/"}
    reply = edge.get(path, {**house.tid_cookie, **referer})
    assert (reply.status, len(reply.body)) == (200, 43)
    assert reply.headers["content-type"] == "image/gif"
    assert reply.headers["cache-control"] == "no-store"
    (event,) = edge.written("pool")
    assert (event.page, event.film, event.cinema) == ("/film/pamfir", "Pamfir", cinema)


def test_looking_at_the_image_with_head_records_nothing(
    edge: Any, house: Any, now: int
) -> None:
    path = f"/visit.gif?site=royal-key&r={receipt_of(house, now)}&p=/"
    origin = {"Origin": "https://leroyal.example"}
    assert edge.ask("HEAD", path, {**house.tid_cookie, **origin}).status == 204
    assert edge.written("pool") == []


def test_a_browser_without_the_cookie_is_no_error_and_leaves_nothing(
    edge: Any, house: Any, now: int
) -> None:
    reply = edge.post("/visit", report(receipt_of(house, now)))
    assert (reply.status, reply.body) == (204, b"")
    assert "set-cookie" not in reply.headers
    assert edge.counted("visit", "no_cookie") == 1
    assert edge.written("pool") == []


def refused(edge: Any, told: object, headers: dict[str, str], code: str) -> None:
    """Both doors must refuse with the code, count it, and write nothing."""
    reply = edge.post("/visit", told, headers)
    assert (reply.status, reply.code) == (403, code)
    assert reply.headers["access-control-allow-origin"] == "https://leroyal.example"
    assert edge.counted("visit", code) == 1
    assert edge.written("pool") == []


@pytest.mark.parametrize(
    "receipt", ["", "forged", "A" * 120, "é", "\u0000", "x" * 5_000]
)
def test_a_forged_receipt(edge: Any, house: Any, receipt: str) -> None:
    refused(edge, report(receipt), house.tid_cookie, "no_receipt")


def test_a_receipt_whose_last_byte_was_changed(edge: Any, house: Any, now: int) -> None:
    good = receipt_of(house, now)
    changed = good[:40] + ("A" if good[40] != "A" else "B") + good[41:]
    refused(edge, report(changed), house.tid_cookie, "no_receipt")


def test_the_receipt_of_another_browser(edge: Any, house: Any, now: int) -> None:
    receipt = receipt_of(house, now, sid=Sid(b"another  browser"))
    refused(edge, report(receipt), house.tid_cookie, "no_receipt")


def test_the_receipt_of_another_site(edge: Any, house: Any, now: int) -> None:
    receipt = receipt_of(house, now, site=house.utopia.id)
    refused(edge, report(receipt), house.tid_cookie, "other_site")


def test_a_token_of_another_kind_is_no_receipt(edge: Any, house: Any, now: int) -> None:
    token = house.receipts.seal(HandoverToken(expires_ms=now + 9_999, aid=house.aid))
    refused(edge, report(token), house.tid_cookie, "no_receipt")


def test_a_receipt_of_seven_months_ago(edge: Any, house: Any, now: int) -> None:
    given = now - 210 * MS_A_DAY
    receipt = receipt_of(house, now, given_ms=given, expires_ms=given + 180 * MS_A_DAY)
    refused(edge, report(receipt), house.tid_cookie, "expired")


def test_a_receipt_of_a_clock_far_ahead_would_hold_too_long(
    edge: Any, house: Any, now: int
) -> None:
    given = now + 200 * MS_A_DAY
    receipt = receipt_of(house, now, given_ms=given, expires_ms=given + 180 * MS_A_DAY)
    refused(edge, report(receipt), house.tid_cookie, "no_receipt")


def test_a_clock_a_minute_ahead_is_believed(edge: Any, house: Any, now: int) -> None:
    receipt = receipt_of(house, now, given_ms=now + 60_000)
    assert edge.post("/visit", report(receipt), house.tid_cookie).status == 204
    assert len(edge.written("pool")) == 1


def test_global_privacy_control_beats_a_good_receipt(
    edge: Any, house: Any, now: int
) -> None:
    told = report(receipt_of(house, now))
    refused(edge, told, {**house.tid_cookie, "Sec-GPC": "1"}, "gpc")


def test_a_yes_that_was_withdrawn_or_erased_since(house: Any, now: int) -> None:
    for forgotten in (
        Forgotten(everything_ms=now),
        forget_site(Forgotten(), house.royal.id, now),
    ):
        with house.stores() as stores, stores.pool.update() as update:
            update.put(FORGOTTEN, house.sid, rights.encode(forgotten))
        with house.open() as edge:
            told = report(receipt_of(house, now))
            refused(edge, told, house.tid_cookie, "withdrawn")


def test_the_withdrawal_of_another_site_takes_nothing_from_this_one(
    house: Any, now: int
) -> None:
    forgotten = forget_site(Forgotten(), house.utopia.id, now)
    with house.stores() as stores, stores.pool.update() as update:
        update.put(FORGOTTEN, house.sid, rights.encode(forgotten))
    with house.open() as edge:
        edge.post("/visit", report(receipt_of(house, now)), house.tid_cookie)
        assert edge.counted("visit", "recorded") == 1


def test_a_cinema_that_is_not_the_sites_is_400(edge: Any, house: Any, now: int) -> None:
    told = report(receipt_of(house, now), cinema=house.utopia.cinemas[0])
    reply = edge.post("/visit", told, house.tid_cookie)
    assert (reply.status, reply.code) == (400, "foreign_cinema")
    assert reply.json["field"] == "cinema"
    assert edge.counted("visit", "foreign_cinema") == 1
    assert edge.written("pool") == []


def test_an_unknown_site_is_404_at_both_doors(edge: Any, house: Any) -> None:
    told = report("x", site="nobody")
    assert edge.post("/visit", told, house.tid_cookie).code == "unknown_site"
    assert edge.get("/visit.gif?site=nobody").status == 404
    assert edge.get("/visit.gif").status == 404
    assert edge.counted("visit", "unknown_site") == 3
    assert edge.written("pool") == []


def test_a_foreign_origin_is_403_at_both_doors(edge: Any, house: Any, now: int) -> None:
    receipt = receipt_of(house, now)
    foreign = {**house.tid_cookie, "Origin": "https://evil.example"}
    assert edge.post("/visit", report(receipt), foreign).code == "foreign_origin"
    assert edge.get(f"/visit.gif?site=royal-key&r={receipt}", foreign).status == 403
    assert edge.counted("visit", "foreign_origin") == 2
    assert edge.written("pool") == []


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff",
        b'{"site":"royal-key","receipt":1,"page":"/"}',
        b'{"site":"royal-key","receipt":"x","page":null}',
        b'{"site":"royal-key","receipt":"x","page":"/","film":[]}',
        b"[" * 200_000,
    ],
)
def test_what_is_no_report_is_400(edge: Any, house: Any, body: bytes) -> None:
    reply = edge.post("/visit", body, house.tid_cookie)
    assert (reply.status, reply.code) == (400, "malformed")
    assert edge.counted("visit", "malformed") == 1
    assert edge.written("pool") == []


def test_a_broken_query_is_no_trouble(edge: Any, house: Any, now: int) -> None:
    origin = {"Origin": "https://leroyal.example"}
    for query in ("%", "%FF%FE=%", "=&&==", "p=%00&site=royal-key", "&" * 2_000):
        reply = edge.get(f"/visit.gif?{query}", {**house.tid_cookie, **origin})
        assert reply.status in (403, 404)
    assert edge.refused(500) == 0
    assert edge.written("pool") == []


def test_visits_come_back_with_the_disk(edge: Any, house: Any, now: int) -> None:
    told = report(receipt_of(house, now))
    house.break_journal("pool")
    edge.post("/consent", {"site": "royal-key", "choice": "no", "tool": "x"})
    reply = edge.post("/visit", told, house.tid_cookie)
    assert (reply.status, reply.code) == (503, "journal_unavailable")
    assert edge.counted("visit", "journal_unavailable") == 1
    house.mend_journal("pool")
    # No consent need come first: the visit itself finds out that the disk is back.
    statuses = {edge.post("/visit", told, house.tid_cookie).status for _ in range(200)}
    assert 204 in statuses
    assert edge.get("/readyz").status == 200
