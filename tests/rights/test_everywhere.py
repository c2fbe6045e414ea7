"""A person's rights on the running product: edge, worker, stores, portal, all real.

That files forget within a day is told by ``tests/worker/test_erasures.py``, which lets
a day pass; deletion by other companies by ``tests/edge/pool/test_deletion.py``.
"""

import html
import re
import sqlite3
import time
from contextlib import closing
from functools import partial
from typing import Any

import pytest

from rights_browser import Browser, Reply
from story_product import Product
from story_steps import eventually
from toile.ops.keys import custody_of
from toile.pool.identity import Identity
from toile.settings import load
from toile.wire.clock import now_ms
from toile.wire.ids import Tid, from_cookie

pytestmark = [pytest.mark.story, pytest.mark.xdist_group("story")]

ROYAL, STAR = "royal-toulon", "star-strasbourg"
AT_ONCE = {"pool", "lab", "ads", "exchanges"}


@pytest.fixture
def camille(product: Product) -> Browser:
    """A browser that said yes to the Royal and to the Star, and is known to both."""
    browser = Browser(product)
    browser.accept(ROYAL)
    browser.accept(STAR)
    eventually(lambda: len(held(browser).get("consents", [])), 2)
    eventually(lambda: len(held(browser).get("visits", [])), 2)
    assert browser.id("aid") is not None
    return browser


def held(browser: Browser) -> dict[str, Any]:
    told: dict[str, Any] = browser.mine().json
    return told


def ad(browser: Browser, placement: str = "fi-encart-haut", door: str = "ad") -> Reply:
    """Ask for an ad on a page of franceinter that has a yes."""
    page = browser.product.site("franceinter")
    return browser.get(f"{browser.product.ads}/{door}?p={placement}&c=1", page=page)


def reached(browser: Browser, number: str) -> set[str]:
    """The places that an erasure has reached, as anybody with its number is told."""
    reply = Browser(browser.product).mine(rest=f"/erasures/{number}")
    if reply.status == 404:
        return set()
    return {each["place"] for each in reply.json["places"] if each["done"]}


def on_disk(product: Product) -> bytes:
    """All that the profiles' stores and the journal hold."""
    folders = (product.data / "profiles", product.data / "journal")
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return b"".join(path.read_bytes() for path in files)


def sid_of(browser: Browser) -> bytes:
    settings = load({"TOILE_DATA": str(browser.product.data)})
    raw = from_cookie(browser.id("tid") or "")
    assert raw is not None
    return Identity(custody_of(settings).keys(), now_ms()).sid(Tid(raw))


def entries(product: Product) -> list[tuple[Any, ...]]:
    """The ledger, as it stands in the database."""
    with database_of(product) as database:
        return database.execute("SELECT * FROM payouts_entry ORDER BY 1").fetchall()


def database_of(product: Product) -> closing[sqlite3.Connection]:
    """The portal's database, to be read while it runs."""
    path = product.data / "toile.sqlite3"
    return closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20))


def click(browser: Browser) -> None:
    """See the ad, wait as a person does, and follow it."""
    frame = browser.get(ad(browser).json["frame"], **{"Sec-Fetch-Dest": "iframe"})
    found = html.unescape(frame.text)
    impression = re.search(r'"impression_url":"([^"]+)"', found)
    clicked = re.search(r'"click_url":"([^"]+)"', found)
    assert impression is not None
    assert clicked is not None
    browser.get(impression.group(1))
    eventually(lambda: len(held(browser)["shown"]) > 0, True)
    time.sleep(1.2)  # a person needs more than a second to click
    follow = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-User": "?1"}
    assert browser.get(clicked.group(1), **follow).status == 302


def test_an_erasure_reaches_every_place_and_the_ledger_survives(
    camille: Browser, product: Product
) -> None:
    billed = product.number("billed_clicks_ever")
    click(camille)
    eventually(lambda: product.number("billed_clicks_ever"), billed + 1)
    eventually(lambda: len(held(camille)["clicked"]), 1)
    books, sid = entries(product), sid_of(camille)
    assert sid in on_disk(product)

    reply = camille.mine("DELETE")
    assert camille.load(reply.json["handover"]).status == 200
    assert (camille.id("tid"), camille.id("aid")) == (None, None)
    number = reply.json["number"]
    eventually(lambda: reached(camille, number), AT_ONCE)
    assert held(camille)["known"] is False

    assert entries(product) == books, "what was earned stays earned"
    assert sid not in str(books).encode()
    with database_of(product) as database:
        dumped = "\n".join(database.iterdump())
    assert sid.hex() not in dumped
    assert repr(sid)[2:-1] not in dumped


def test_double_erasure_and_an_unknown_browser_get_the_same_answer(
    camille: Browser, product: Product
) -> None:
    jar = {host: dict(held) for host, held in camille.jar.items()}
    again = Browser(product, jar)
    replies = [camille.mine("DELETE"), again.mine("DELETE")]
    replies.append(Browser(product).mine("DELETE"))
    assert {reply.status for reply in replies} == {200}
    assert len({tuple(reply.json) for reply in replies}) == 1
    assert len({len(reply.body) for reply in replies}) == 1
    numbers = [reply.json["number"] for reply in replies]
    for number in numbers:
        eventually(partial(reached, camille, number), AT_ONCE)
    assert len(set(numbers)) == 3


def test_one_cinemas_yes_is_withdrawn_and_the_other_stays(
    camille: Browser, product: Product
) -> None:
    visits = held(camille)["visits"]
    site = held(camille)["consents"][0]["site"]
    assert camille.mine("DELETE", f"/sites/{site}").json["done"] is True
    eventually(lambda: [c["site"] == site for c in held(camille)["consents"]], [False])
    eventually(lambda: len(held(camille)["visits"]), len(visits) - 1)
    assert held(camille)["segments"] == ["aea"]
    (other,) = held(camille)["consents"]
    last = camille.mine("DELETE", f"/sites/{other['site']}")
    assert camille.load(last.json["handover"]).status == 200
    assert (camille.id("tid"), camille.id("aid")) == (None, None)


def test_who_objects_is_known_nowhere_until_they_come_back(
    camille: Browser, product: Product
) -> None:
    assert ad(camille).status == 200
    page = product.portal
    assert (
        camille.ask("POST", f"{product.ads}/optout", page=page, body=b"").status == 204
    )
    objected = camille.mine("POST", "/optout")
    assert objected.status == 200
    assert held(camille) | {"objects": True} == held(camille)
    assert camille.accept(ROYAL) == "", "no yes is taken"
    assert (camille.id("tid"), camille.id("aid")) == (None, None)
    assert ad(camille, "fi-popup").status in (204, 404)
    match = f"{product.ads}/match/encheres?gdpr=0"
    assert camille.get(match).status == 204

    assert camille.ask("DELETE", f"{product.ads}/optout", page=page).status == 204
    assert camille.mine("DELETE", "/optout").status == 204
    assert camille.accept(ROYAL)
    eventually(lambda: held(camille)["known"], True)


def test_every_ad_says_who_pays_by_which_criteria_and_how_to_stop_it(
    camille: Browser, product: Product
) -> None:
    frame = camille.get(ad(camille).json["frame"], **{"Sec-Fetch-Dest": "iframe"}).text
    vast = ad(camille, "fi-encart-video", "vast").text
    links = [
        re.search(r"/pourquoi/([\w-]+)", html.unescape(found))
        for found in (frame, vast)
    ]
    for link in links:
        assert link is not None
        reply = Browser(product).get(f"{product.portal}/pourquoi/{link.group(1)}")
        assert reply.status == 200
        for words in (
            "Elle est payée par",
            "Condor",
            "Groupe d’audience : Salles Art et Essai",
            "Ce que le distributeur a demandé",
            "vous opposer pour toujours",
        ):
            assert words in reply.text
    token = links[0].group(1) if links[0] else ""
    for forged in (token[:-4] + "AAAA", token[::-1], "x", "é", "A" * 1_500):
        url = f"{product.portal}/pourquoi/{forged}".encode().decode("latin-1")
        reply = Browser(product).get(_ascii(url))
        assert reply.status == 404
        assert "Condor" not in reply.text


def _ascii(url: str) -> str:
    return "".join(c if c.isascii() else f"%{ord(c):02X}" for c in url)
