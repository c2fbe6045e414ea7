"""Over a rotation of the union's keys a browser is known by what it held before."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from toile.ops import ceremony
from toile.ops.keys import custody_of
from toile.pool import rights, visits
from toile.pool.identity import Identity
from toile.pool.rights import FORGOTTEN, Forgotten
from toile.pool.visits import PROFILES, Profile
from toile.wire.audience import (
    AEA,
    AUDIENCE_TABLE,
    MOVED_TABLE,
    SIZES_TABLE,
    Membership,
    encode,
)
from toile.wire.clock import MS_A_DAY, utc_day
from toile.wire.events import Consent, Erasure, Rekeyed, Visit
from toile.wire.ids import to_cookie
from toile.wire.tokens import HandoverToken, ImpressionToken, OfferToken, ReceiptToken


@pytest.fixture
def rotated(house: Any, now: int) -> Any:
    """A house that holds Camille by the first version; the second is in force."""
    profile = Profile(consents={house.royal.id: now + MS_A_DAY})
    with house.stores() as stores, stores.pool.update() as pool:
        pool.put(PROFILES, house.sid, visits.encode(profile))
    ceremony.rotate(house.settings, 90, "anne", now - 2 * ceremony.SOON_MS)
    return house


@pytest.fixture
def after(rotated: Any, now: int) -> Identity:
    return Identity(custody_of(rotated.settings).keys(), now)


@pytest.fixture
def receipt(rotated: Any, now: int) -> Callable[..., str]:
    """The receipt of a yes of before the rotation."""

    def seal(kind: type[ReceiptToken] = ReceiptToken) -> str:
        sealed: str = rotated.receipts.seal(
            kind(
                expires_ms=now + MS_A_DAY,
                sid=rotated.sid,
                site=rotated.royal.id,
                given_ms=now - 1_000,
            )
        )
        return sealed

    return seal


def visit(edge: Any, receipt: str) -> int:
    report = {"site": edge.house.royal.key, "receipt": receipt, "page": "/"}
    status: int = edge.post("/visit", report, edge.house.tid_cookie).status
    return status


def test_a_receipt_of_before_holds_and_the_browser_is_moved_once(
    rotated: Any, after: Identity, receipt: Callable[..., str]
) -> None:
    with rotated.open() as edge:
        assert visit(edge, receipt()) == 204
        told, seen = edge.written("pool")
    present = after.sid(rotated.tid)
    assert isinstance(told, Rekeyed)
    assert (told.previous, told.sid) == (rotated.sid, present)
    assert isinstance(seen, Visit)
    assert seen.sid == present != rotated.sid
    # Once the worker has moved it there is nothing to tell.
    with rotated.stores() as stores, stores.pool.update() as pool:
        pool.delete(PROFILES, rotated.sid)
    with rotated.open() as edge:
        assert visit(edge, receipt()) == 204
        assert [type(each) for each in edge.written("pool")[2:]] == [Visit]


def test_a_new_yes_and_a_handover_give_the_present_id(
    rotated: Any, after: Identity, receipt: Callable[..., str]
) -> None:
    nonce = to_cookie(b"nonce-of-a-while")
    with rotated.open() as edge:
        report = {"site": rotated.royal.key, "choice": "yes", "tool": "orejime"}
        said = edge.post("/consent", report, rotated.tid_cookie)
        passed = edge.get(
            f"/handover?r={receipt(OfferToken)}&n={nonce}", rotated.tid_cookie
        )
        events = edge.written("pool")
    present = after.sid(rotated.tid)
    opened = rotated.receipts.open_expired(said.json["receipt"], ReceiptToken)
    assert opened.sid == present
    token = urlsplit(passed.headers["location"]).path.removeprefix("/aid/")
    handed = rotated.door.open_expired(token, HandoverToken)
    assert handed.aid == after.aid(present)
    assert [type(each) for each in events] == [Rekeyed, Consent, Rekeyed]


def test_what_was_forgotten_under_the_earlier_id_stays_forgotten(
    rotated: Any, now: int, receipt: Callable[..., str]
) -> None:
    with rotated.stores() as stores, stores.pool.update() as pool:
        pool.put(FORGOTTEN, rotated.sid, rights.encode(Forgotten(everything_ms=now)))
    with rotated.open() as edge:
        assert visit(edge, receipt()) == 403
        assert edge.written("pool") == []


def test_what_is_held_under_the_earlier_id_is_shown(rotated: Any) -> None:
    with rotated.open() as edge:
        assert edge.get("/me", rotated.tid_cookie).json["known"] is True


@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_an_erasure_is_written_for_both_ids_and_reaches_both_cookies(
    rotated: Any, after: Identity, *, known: bool
) -> None:
    with rotated.open() as edge:
        reply = edge.ask("DELETE", "/me", rotated.tid_cookie if known else None)
        token = urlsplit(reply.json["handover"]).path.removeprefix("/aid/")
        handed = rotated.door.open_expired(token, HandoverToken)
        # The browser may hold either; both answers look alike to whoever is unknown.
        dropped = edge.get(f"/aid/{token}", rotated.aid_cookie).cookies
        events = edge.written("pool")
    assert len(handed.earlier) == len(handed.aid)
    assert bool(dropped) is known
    ids = {each.sid for each in events if isinstance(each, Erasure)}
    both = {rotated.sid, after.sid(rotated.tid)}
    assert ids == (both if known else {None})


def test_a_withdrawal_by_an_old_receipt_alone_names_who_is_held(
    rotated: Any, after: Identity, receipt: Callable[..., str]
) -> None:
    report = {
        "site": rotated.royal.key,
        "choice": "withdrawal",
        "tool": "orejime",
        "receipt": receipt(),
    }
    with rotated.open() as edge:
        assert edge.post("/consent", report).status == 200
        [told] = edge.written("pool")
    assert isinstance(told, Consent)
    assert told.sid == rotated.sid


def test_the_ads_wing_knows_an_earlier_cookie_until_it_is_renewed(
    rotated: Any, after: Identity, now: int
) -> None:
    present = after.aid(after.sid(rotated.tid))
    with rotated.stores() as stores, stores.ads.update() as ads:
        ads.put(AUDIENCE_TABLE, present, encode(Membership({AEA: utc_day(now) + 9})))
        ads.put(MOVED_TABLE, rotated.aid, present)
        ads.put(SIZES_TABLE, AEA.encode(), b"100")
    with rotated.open() as edge:
        origin = {"Origin": rotated.placement.origins[0]}
        path = f"/ad?p={rotated.placement.key}&c=1"
        served = edge.get(path, {**origin, **rotated.aid_cookie})
        assert edge.get(path, origin).status == 204
    token = urlsplit(served.json["frame"]).path.removeprefix("/frame/")
    assert rotated.tokens.open_expired(token, ImpressionToken).aid == present


def test_a_rotation_reaches_an_edge_that_runs(house: Any, now: int) -> None:
    with house.open() as edge:
        ceremony.rotate(house.settings, 90, "anne", now - 2 * ceremony.SOON_MS)
        edge.refresh()
        report = {"site": house.royal.key, "choice": "yes", "tool": "orejime"}
        said = edge.post("/consent", report, house.tid_cookie)
        begun = parse_qs(urlsplit(said.json["handover"]).query)["r"]
    opened = house.receipts.open_expired(said.json["receipt"], ReceiptToken)
    assert opened.sid != house.sid
    assert len(begun) == 1
