"""POST /consent: on disk before the answer, and a no leaves no trace."""

import re
from typing import Any

import pytest
from msgspec.structs import asdict, replace

from toile.pool import rights, visits
from toile.pool.rights import FORGOTTEN, Forgotten
from toile.pool.visits import PROFILES, Profile
from toile.wire.clock import MS_A_DAY
from toile.wire.events import Consent
from toile.wire.ids import Tid, from_cookie
from toile.wire.tokens import HandoverToken, OfferToken, ReceiptToken

YES = {"site": "royal-key", "choice": "yes", "tool": "orejime", "language": "fr"}
NO = {**YES, "choice": "no"}
WITHDRAWAL = {**YES, "choice": "withdrawal"}
COOKIE = r"tid=([\w-]{22}); Max-Age=15552000; Path=/; Secure; HttpOnly; SameSite=None"
DROPPED = "tid=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=None"


def test_a_yes_sets_the_cookie_for_six_months_and_is_on_disk_when_answered(
    edge: Any, house: Any, now: int
) -> None:
    reply = edge.post("/consent", YES)
    (event,) = edge.on_disk("pool")
    assert reply.status == 200
    match = re.fullmatch(COOKIE, reply.headers["set-cookie"])
    assert match is not None
    tid = from_cookie(match.group(1))
    assert tid is not None
    sid = house.identity.sid(Tid(tid))
    assert isinstance(event, Consent)
    assert (event.choice, event.sid, event.site) == ("yes", sid, house.royal.id)
    assert event.controllers == ("Le Royal", "SCARE", "Klox")
    assert event.purposes == (1, 3, 4, 7)
    assert now <= event.at_ms <= now + 10_000


def test_the_receipt_and_the_handover_are_for_this_browser_and_site(
    edge: Any, house: Any, now: int
) -> None:
    reply = edge.post("/consent", YES, house.tid_cookie)
    receipt = house.receipts.open(reply.json["receipt"], ReceiptToken, now)
    assert (receipt.sid, receipt.site) == (house.sid, house.royal.id)
    assert receipt.expires_ms - receipt.given_ms == 180 * MS_A_DAY
    assert reply.json["expires_ms"] == receipt.expires_ms
    base, _, sealed = reply.json["handover"].partition("?r=")
    assert base == "https://ads.example/aid"
    offer = house.receipts.open(sealed, OfferToken, now)
    assert asdict(offer) == asdict(receipt)


def test_a_yes_keeps_the_cookie_that_is_there(edge: Any, house: Any) -> None:
    cookie = house.tid_cookie["Cookie"]
    reply = edge.post("/consent", YES, house.tid_cookie)
    assert reply.headers["set-cookie"].startswith(f"{cookie};")


@pytest.mark.parametrize(
    "value", ["short", "x" * 22, "é" * 11, "A" * 21 + "B", "=" * 22, ""]
)
def test_a_cookie_that_is_not_ours_is_replaced(edge: Any, value: str) -> None:
    reply = edge.post("/consent", YES, {"Cookie": f"tid={value}"})
    match = re.fullmatch(COOKIE, reply.headers["set-cookie"])
    assert match is not None
    assert match.group(1) != value


def test_a_no_sets_no_cookie_reads_none_and_carries_no_id(
    edge: Any, house: Any
) -> None:
    with_cookie = edge.post("/consent", NO, house.tid_cookie)
    without = edge.post("/consent", NO)
    events = edge.on_disk("pool")
    assert with_cookie.status == without.status == 204
    assert with_cookie.body == b""
    assert "set-cookie" not in with_cookie.headers
    assert with_cookie.headers == without.headers
    assert [event.choice for event in events] == ["no", "no"]
    assert [event.sid for event in events] == [None, None]


def test_a_withdrawal_drops_the_cookie_and_makes_the_ads_wing_forget(
    edge: Any, house: Any, now: int
) -> None:
    reply = edge.post("/consent", WITHDRAWAL, house.tid_cookie)
    (event,) = edge.on_disk("pool")
    assert reply.headers["set-cookie"] == DROPPED
    token = house.door.open(
        reply.json["handover"].rpartition("/")[2], HandoverToken, now
    )
    assert (token.aid, token.forget) == (house.aid, True)
    assert (event.choice, event.sid) == ("withdrawal", house.sid)


def test_the_receipt_alone_takes_a_yes_back(edge: Any, house: Any) -> None:
    """No cookie comes along (it is blocked), and the site has left the pool."""
    given = edge.post("/consent", YES, house.tid_cookie).json["receipt"]
    report = {**WITHDRAWAL, "site": "a-site-that-left", "receipt": given}
    reply = edge.post("/consent", report)
    event = edge.on_disk("pool")[-1]
    assert (reply.status, reply.json["done"]) == (200, True)
    assert (event.choice, event.sid, event.site) == (
        "withdrawal",
        house.sid,
        house.royal.id,
    )
    assert "set-cookie" not in reply.headers


def test_a_remembered_yes_is_none(edge: Any, house: Any) -> None:
    reply = edge.post("/consent", {**YES, "fresh": False}, house.tid_cookie)
    assert (reply.status, reply.code) == (403, "not_fresh")
    assert edge.written("pool") == []


def test_a_yes_to_other_controllers_than_todays_is_asked_again(
    edge: Any, house: Any
) -> None:
    shown = {**YES, "text_version": "toile-fr-1+00000000"}
    reply = edge.post("/consent", shown, house.tid_cookie)
    assert (reply.status, reply.code) == (409, "other_controllers")
    assert "set-cookie" not in reply.headers
    (event,) = edge.on_disk("pool")
    assert (event.choice, event.refusal, event.sid) == ("yes", reply.code, None)


def test_a_yes_that_is_not_believed_is_kept_as_what_it_is_and_grants_nothing(
    edge: Any, house: Any
) -> None:
    told = {
        "unknown_text": {"text_version": "toile-fr-99"},
        "tc_string": {"tool": "tcf", "tc_string": "CQSbk4AQSbk4ANwAAAENAwCgA"},
    }
    for reason, lie in told.items():
        reply = edge.post("/consent", {**YES, **lie}, house.tid_cookie)
        assert (reply.status, reply.code) == (403, reason)
        assert "set-cookie" not in reply.headers
        assert edge.counted("consent", reason) == 1
        event = edge.on_disk("pool")[-1]
        assert (event.choice, event.refusal, event.sid) == ("yes", reason, None)
        assert event.tc_string == ""
        assert bool(event.tc_hash) is (reason == "tc_string")


def test_another_tool_than_the_declared_one_asks_for_nobody(house: Any) -> None:
    royal = replace(house.royal, tool="tarteaucitron")
    house.publish_pool(sites=(royal,))
    with house.open() as edge:
        assert edge.post("/consent", YES).code == "other_tool"
        good = edge.post("/consent", {**YES, "tool": "Tarteaucitron"})
        assert good.status == 200
        # A no and a withdrawal are heard from anybody.
        assert edge.post("/consent", NO).status == 204
        assert edge.post("/consent", WITHDRAWAL, house.tid_cookie).status == 200
        heard = [(event.choice, event.refusal) for event in edge.on_disk("pool")]
    assert heard == [
        ("yes", "other_tool"),
        ("yes", ""),
        ("no", ""),
        ("withdrawal", ""),
    ]


def test_the_withdrawal_of_the_last_yes_drops_the_cookie(house: Any, now: int) -> None:
    profile = Profile(visits={}, consents={house.royal.id: now + MS_A_DAY})
    with house.stores() as stores, stores.pool.update() as update:
        update.put(PROFILES, house.sid, visits.encode(profile))
    with house.open() as edge:
        reply = edge.post("/consent", WITHDRAWAL, house.tid_cookie)
    assert reply.headers["set-cookie"] == DROPPED
    assert reply.json["handover"]


def test_a_withdrawal_keeps_the_cookie_while_another_sites_yes_holds(
    house: Any, now: int
) -> None:
    consents = {house.royal.id: now + MS_A_DAY, house.utopia.id: now + MS_A_DAY}
    with house.stores() as stores, stores.pool.update() as update:
        profile = Profile(visits={}, consents=consents)
        update.put(PROFILES, house.sid, visits.encode(profile))
    with house.open() as edge:
        reply = edge.post("/consent", WITHDRAWAL, house.tid_cookie)
        (event,) = edge.on_disk("pool")
    assert reply.status == 200
    assert "set-cookie" not in reply.headers
    assert reply.json["handover"] == ""
    assert event.choice == "withdrawal"


def test_a_yes_after_an_erasure_is_a_new_yes(house: Any, now: int) -> None:
    with house.stores() as stores, stores.pool.update() as update:
        record = rights.encode(Forgotten(everything_ms=now - 1))
        update.put(FORGOTTEN, house.sid, record)
    with house.open() as edge:
        receipt = edge.post("/consent", YES, house.tid_cookie).json["receipt"]
        visit = {"site": "royal-key", "receipt": receipt, "page": "/"}
        assert edge.post("/visit", visit, house.tid_cookie).status == 204
        assert edge.counted("visit", "recorded") == 1


def test_global_privacy_control_stands_as_a_no(edge: Any) -> None:
    reply = edge.post("/consent", YES, {"Sec-GPC": "1"})
    assert (reply.status, reply.code) == (403, "gpc")
    assert "set-cookie" not in reply.headers
    assert edge.counted("consent", "gpc") == 1
    assert edge.written("pool") == []


@pytest.mark.parametrize(
    "kind", ["text/plain", "text/plain;charset=UTF-8", "application/json", "Text/Plain"]
)
def test_both_ways_of_posting_json_are_read(edge: Any, kind: str) -> None:
    assert edge.post("/consent", NO, {"Content-Type": kind}).status == 204


@pytest.mark.parametrize("kind", ["", "text/html", "application/x-www-form-urlencoded"])
def test_other_media_types_are_415(edge: Any, kind: str) -> None:
    reply = edge.post("/consent", NO, {"Content-Type": kind})
    assert (reply.status, reply.code) == (415, "media_type")
    assert edge.counted("consent", "malformed") == 1
    assert edge.written("pool") == []


def test_the_page_may_read_the_answer_and_no_other_page_may(edge: Any) -> None:
    reply = edge.post("/consent", YES)
    assert reply.headers["access-control-allow-origin"] == "https://leroyal.example"
    assert reply.headers["access-control-allow-credentials"] == "true"
    assert reply.headers["vary"] == "Origin"


def test_an_unknown_key_is_404(edge: Any) -> None:
    reply = edge.post("/consent", {**YES, "site": "nobody"})
    assert (reply.status, reply.code) == (404, "unknown_site")
    assert reply.json["field"] == "site"
    assert edge.counted("consent", "unknown_site") == 1
    assert edge.written("pool") == []


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "https://leroyal.example.evil.example",
        "http://leroyal.example",
        "https://utopia.example",
        "null",
        "https://leroyal.example:8443",
    ],
)
def test_a_foreign_origin_is_403(edge: Any, origin: str) -> None:
    reply = edge.post("/consent", YES, {"Origin": origin})
    assert (reply.status, reply.code) == (403, "foreign_origin")
    assert "access-control-allow-origin" not in reply.headers
    assert "set-cookie" not in reply.headers
    assert edge.counted("consent", "foreign_origin") == 1
    assert edge.written("pool") == []


def test_no_origin_at_all_is_403_and_a_referer_stands_for_it(edge: Any) -> None:
    kind = {"Content-Type": "text/plain"}
    body = b'{"site":"royal-key","choice":"no","tool":"x"}'
    assert edge.ask("POST", "/consent", kind, body).status == 403
    referer = {"Referer": "https://leroyal.example/films?page=2"}
    assert edge.ask("POST", "/consent", {**kind, **referer}, body).status == 204


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"yes"',
        b"\xff\xfe",
        b'{"site":"\xff","choice":"no","tool":"x"}',
        b'{"site":"\\ud800","choice":"no","tool":"x"}',
        b'{"site":7,"choice":"no","tool":"x"}',
        b'{"site":"royal-key","choice":"maybe","tool":"x"}',
        b'{"site":"royal-key","choice":"no"}',
        b'{"site":"royal-key","choice":"no","tool":null}',
        b'{"site":"royal-key","choice":"no","tool":"x"}{}',
        b'{"site":"royal-key","x":' + b"[" * 100_000,
    ],
)
def test_what_is_no_report_is_400_and_writes_nothing(edge: Any, body: bytes) -> None:
    reply = edge.post("/consent", body)
    assert (reply.status, reply.code) == (400, "malformed")
    assert reply.json["detail"]
    assert "Traceback" not in reply.body.decode()
    assert edge.counted("consent", "malformed") == 1
    assert edge.written("pool") == []


def test_an_oversized_report_is_413(edge: Any) -> None:
    reply = edge.post("/consent", b" " * 262_145)
    assert reply.status == 413
    assert edge.refused(413) == 1
    assert edge.written("pool") == []


def test_texts_of_any_length_are_cut_before_they_are_kept(edge: Any) -> None:
    edge.post("/consent", {**NO, "tool": "x" * 10_000, "text_version": "é" * 10_000})
    (event,) = edge.on_disk("pool")
    assert isinstance(event, Consent)
    assert (event.tool, event.text_version) == ("x" * 64, "é" * 64)


def test_the_preflight_lets_member_sites_post_json(edge: Any) -> None:
    origin = {"Origin": "https://utopia.example"}
    reply = edge.ask("OPTIONS", "/consent", origin)
    assert reply.status == 204
    assert reply.headers["access-control-allow-origin"] == "https://utopia.example"
    assert reply.headers["access-control-allow-headers"] == "Content-Type"
    assert reply.headers["access-control-allow-methods"] == "POST"


def test_the_preflight_of_a_foreign_page_is_403_and_counted(edge: Any) -> None:
    reply = edge.ask("OPTIONS", "/consent", {"Origin": "https://evil.example"})
    assert (reply.status, reply.code) == (403, "foreign_origin")
    assert "access-control-allow-origin" not in reply.headers
    assert edge.counted("preflight", "foreign_origin") == 1


@pytest.mark.parametrize("report", [YES, NO, WITHDRAWAL])
def test_what_cannot_be_written_is_503_and_nothing_is_promised(
    edge: Any, house: Any, report: dict[str, str]
) -> None:
    house.break_journal("pool")
    reply = edge.post("/consent", report, house.tid_cookie)
    assert (reply.status, reply.code) == (503, "journal_unavailable")
    assert "set-cookie" not in reply.headers
    assert reply.headers["retry-after"] == "5"


def test_other_methods_are_405(edge: Any) -> None:
    reply = edge.get("/consent")
    assert reply.status == 405
    assert reply.headers["allow"] == "OPTIONS, POST"
    assert edge.refused(405) == 1
