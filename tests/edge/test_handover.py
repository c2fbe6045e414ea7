"""The handover of an id: only to the browser that said yes, however addresses travel.

A browser of its own per person, because the way goes through both wings and three
cookies.
"""

from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from toile.pool import rights
from toile.pool.rights import FORGOTTEN, Forgotten, forget_site
from toile.wire.clock import MS_A_DAY, MS_A_SECOND
from toile.wire.errors import ProfileError
from toile.wire.ids import Sid, to_cookie
from toile.wire.tokens import OfferToken

YES = {"site": "royal-key", "choice": "yes", "tool": "orejime"}
GPC = {"Sec-GPC": "1"}


@dataclass
class Browser:
    """Keeps cookies by host and follows redirects, as for an image."""

    edge: Any
    jar: dict[str, dict[str, str]] = field(default_factory=dict)
    went: list[str] = field(default_factory=list)

    def ask(
        self, url: str, headers: dict[str, str] | None = None, body: Any = None
    ) -> Any:
        parts = urlsplit(url)
        host = parts.hostname or ""
        cookie = "; ".join(f"{k}={v}" for k, v in self.jar.get(host, {}).items())
        sent = {**({"Cookie": cookie} if cookie else {}), **(headers or {})}
        target = f"{parts.path}?{parts.query}"
        self.went.append(url)
        if body is None:
            reply = self.edge.get(target, sent)
        else:
            reply = self.edge.post(target, body, sent)
        for name, morsel in SimpleCookie("\n".join(reply.cookies)).items():
            jar = self.jar.setdefault(host, {})
            if morsel["max-age"] == "0":
                jar.pop(name, None)
            else:
                jar[name] = morsel.value
        return reply

    def load(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """Load an image to the end of its redirects."""
        reply = self.ask(url, headers)
        while reply.status == 302:
            assert reply.headers["cache-control"] == "no-store"
            assert reply.headers["referrer-policy"] == "no-referrer"
            reply = self.ask(reply.headers["location"], headers)
        return reply

    def accept(self) -> str:
        """Say yes on the Royal's page; give the address that starts the handover."""
        reply = self.ask("https://pool.example/consent", body=YES)
        handover: str = reply.json["handover"]
        return handover

    @property
    def aid(self) -> str | None:
        return self.jar.get("ads.example", {}).get("aid")


@pytest.fixture
def camille(edge: Any, house: Any) -> Browser:
    """Camille's browser, known to the pool."""
    return Browser(edge, {"pool.example": {"tid": to_cookie(house.tid)}})


@pytest.fixture
def stranger(edge: Any) -> Browser:
    """A browser that never said yes."""
    return Browser(edge)


def offer(house: Any, now: int, **changed: Any) -> str:
    """Write a start address as the pool would."""
    values = {
        "expires_ms": now + MS_A_DAY,
        "sid": house.sid,
        "site": house.royal.id,
        "given_ms": now - MS_A_SECOND,
    }
    sealed = house.receipts.seal(OfferToken(**values | changed))
    return f"https://ads.example/aid?r={sealed}"


def refused(browser: Browser, start: str, code: str, **headers: str) -> None:
    """The way must end in nothing: no body, no id, no word of why."""
    reply = browser.load(start, headers)
    assert (reply.status, reply.body) == (204, b"")
    assert browser.aid is None
    assert browser.edge.counted("handover", code) == 1


def test_a_yes_leads_to_the_ads_wings_cookie(camille: Browser, house: Any) -> None:
    reply = camille.load(camille.accept())
    assert (reply.status, len(reply.body)) == (200, 43)
    # The nonce has done its work.
    assert camille.jar["ads.example"] == {"aid": to_cookie(house.aid)}
    assert [urlsplit(url).netloc for url in camille.went] == [
        "pool.example",
        "ads.example",
        "pool.example",
        "ads.example",
    ]
    assert camille.edge.counted("aid", "taken") == 1


def test_the_nonce_is_of_the_handover_alone_and_lives_for_a_minute(
    camille: Browser,
) -> None:
    reply = camille.ask(camille.accept())
    nonce = camille.jar["ads.example"]["handover"]
    attributes = "Max-Age=60; Path=/aid; Secure; HttpOnly; SameSite=None"
    assert reply.headers["set-cookie"] == f"handover={nonce}; {attributes}"
    (sent,) = parse_qs(urlsplit(reply.headers["location"]).query)["n"]
    assert sent == nonce


def test_each_handover_has_a_nonce_of_its_own(camille: Browser) -> None:
    start = camille.accept()
    nonces = set()
    for _ in range(3):
        camille.ask(start)
        nonces.add(camille.jar["ads.example"]["handover"])
    assert len(nonces) == 3


def test_a_start_address_is_good_as_often_as_it_takes(
    camille: Browser, house: Any
) -> None:
    start = camille.accept()
    for _ in range(2):
        camille.jar.pop("ads.example", None)
        camille.load(start)
        assert camille.aid == to_cookie(house.aid)


def test_the_cookie_ends_with_the_yes(camille: Browser, house: Any, now: int) -> None:
    reply = camille.load(offer(house, now, expires_ms=now + 10 * MS_A_DAY))
    seconds = SimpleCookie(reply.cookies[0])["aid"]["max-age"]
    assert 10 * 86_400 - 60 < int(seconds) <= 10 * 86_400


def test_a_copied_start_address_gives_a_stranger_nothing(
    camille: Browser, stranger: Browser
) -> None:
    refused(stranger, camille.accept(), "no_cookie")


def test_a_copied_start_address_gives_another_member_of_the_pool_nothing(
    camille: Browser, stranger: Browser
) -> None:
    stranger.accept()
    refused(stranger, camille.accept(), "no_receipt")


def _final(browser: Browser) -> str:
    """Go all the way but for the last step, and give its address."""
    began = browser.ask(browser.accept())
    passed = browser.ask(began.headers["location"])
    last: str = passed.headers["location"]
    return last


def test_a_copied_final_address_gives_a_stranger_nothing(
    camille: Browser, stranger: Browser
) -> None:
    reply = stranger.load(_final(camille))
    assert (reply.status, "set-cookie" in reply.headers) == (204, False)
    assert stranger.edge.counted("aid", "other_browser") == 1


def test_a_final_address_needs_the_nonce_of_its_own_handover(
    camille: Browser, stranger: Browser
) -> None:
    """Somebody makes a stranger begin, then shows their own final address."""
    stranger.ask(camille.accept())
    assert "handover" in stranger.jar["ads.example"]
    reply = stranger.load(_final(camille))
    assert (reply.status, stranger.aid) == (204, None)


def test_a_final_address_is_good_for_a_minute(
    camille: Browser, monkeypatch: pytest.MonkeyPatch, now: int
) -> None:
    final = _final(camille)
    later = now + 120 * MS_A_SECOND
    monkeypatch.setattr("toile.edge.ads.cookie.now_ms", lambda: later)
    assert camille.load(final).code == "bad_token"
    assert camille.aid is None


def test_a_browser_that_lost_the_pools_cookie(
    camille: Browser, house: Any, now: int
) -> None:
    camille.jar.clear()
    refused(camille, offer(house, now), "no_cookie")


def test_the_receipt_of_another_browser(camille: Browser, house: Any, now: int) -> None:
    refused(camille, offer(house, now, sid=Sid(b"another  browser")), "no_receipt")


@pytest.mark.parametrize("text", ["forged", "A" * 200])
def test_what_is_no_receipt_of_ours(camille: Browser, text: str) -> None:
    refused(camille, f"https://ads.example/aid?r={text}", "no_receipt")


def test_a_receipt_for_visits_starts_no_handover(camille: Browser) -> None:
    receipt = camille.ask("https://pool.example/consent", body=YES).json["receipt"]
    refused(camille, f"https://ads.example/aid?r={receipt}", "no_receipt")


def test_a_start_address_takes_no_yes_back(camille: Browser) -> None:
    """It passes through the ads wing, which has no say in that."""
    start = camille.accept()
    told = {**YES, "choice": "withdrawal", "site": "a-site-that-left"}
    told["receipt"] = parse_qs(urlsplit(start).query)["r"][0]
    assert camille.ask("https://pool.example/consent", body=told).status == 404


def test_an_expired_yes(camille: Browser, house: Any, now: int) -> None:
    refused(camille, offer(house, now, expires_ms=now - 1), "expired")


def test_the_yes_of_a_site_that_left_the_pool(
    camille: Browser, house: Any, now: int
) -> None:
    start = offer(house, now, site="01M85275QPHZD88PEEFXQC1NE9")
    refused(camille, start, "unknown_site")


@pytest.mark.parametrize("whole", [True, False])
def test_a_yes_that_was_taken_back(house: Any, now: int, whole: bool) -> None:
    gone = (
        Forgotten(everything_ms=now)
        if whole
        else forget_site(Forgotten(), house.royal.id, now)
    )
    with house.stores() as stores, stores.pool.update() as update:
        update.put(FORGOTTEN, house.sid, rights.encode(gone))
    with house.open() as edge:
        camille = Browser(edge, {"pool.example": {"tid": to_cookie(house.tid)}})
        refused(camille, offer(house, now), "withdrawn")


def test_a_store_that_is_down_means_no(
    camille: Browser, house: Any, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object) -> None:
        raise ProfileError("the store", "it is damaged", "Rebuild it.")

    monkeypatch.setattr("toile.edge.pool.wing.forgotten_of", down)
    refused(camille, offer(house, now), "store_unavailable")


def test_global_privacy_control_gets_not_even_a_nonce(
    camille: Browser, house: Any, now: int
) -> None:
    reply = camille.load(offer(house, now), GPC)
    assert (reply.status, "ads.example" in camille.jar) == (204, False)
    assert camille.edge.counted("aid", "gpc") == 1


def test_global_privacy_control_is_heard_by_the_pool_too(
    camille: Browser, house: Any, now: int
) -> None:
    began = camille.ask(offer(house, now))
    reply = camille.load(began.headers["location"], GPC)
    assert (reply.status, camille.aid) == (204, None)
    assert camille.edge.counted("handover", "gpc") == 1


@pytest.mark.parametrize("query", ["", "r=", "r=a%0d%0ab", "r=a%26n%3db", "r=%C3%A9"])
def test_a_start_without_an_offer_gets_no_cookie(stranger: Browser, query: str) -> None:
    reply = stranger.load(f"https://ads.example/aid?{query}")
    assert (reply.status, reply.body, stranger.jar) == (204, b"", {})


@pytest.mark.parametrize("nonce", ["", "&n=", "&n=short", "&n=" + "A" * 21 + "B"])
def test_the_pool_hands_over_against_a_nonce_only(
    camille: Browser, house: Any, now: int, nonce: str
) -> None:
    sealed = urlsplit(offer(house, now)).query
    reply = camille.load(f"https://pool.example/handover?{sealed}{nonce}")
    assert (reply.status, camille.aid) == (204, None)
    assert camille.edge.counted("handover", "malformed") == 1


def test_a_handover_leaves_no_trace_in_the_journals(camille: Browser) -> None:
    camille.load(camille.accept())
    (proof,) = camille.edge.written("pool")
    assert proof.choice == "yes"
    assert camille.edge.on_disk("ads") == []


@pytest.mark.parametrize("path", ["/aid?r=abc", "/handover?r=abc"])
def test_looking_with_head_sets_nothing(edge: Any, path: str) -> None:
    reply = edge.ask("HEAD", path)
    assert (reply.status, "set-cookie" in reply.headers) == (204, False)
