"""Bought markup in the frames that exchanges put it into, in Chromium.

The frames are of the kind that Prebid.js and ad servers make: sandboxed, of another
origin, opaque, without cookies. No SafeFrame host is to be had from the registries, so
that one here follows its specification 1.1 as far as an ad meets it.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from stage import NEWS, PLACE, POPUP, Ads, Others, site
from toile.ads.creatives import banner, popup
from toile.ads.creatives.addresses import Hosts
from toile.wire.clock import now_ms
from toile.wire.events import Click, Impression, VideoProgress, View
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import AdsPlan, Placement
from toile.wire.plan import decode as decode_plan
from toile.wire.tokens import BidToken

pytestmark = pytest.mark.slow

EXCHANGE = site("exchange")
EXCHANGE_ID = Ulid("01M85275QPHZD88PEEFXQEXCHA")
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
# The part of a SafeFrame 1.1 host's frame that an ad may talk to.
SAFEFRAME = """
<script>
window.told = [];
window.$sf = {ext: {
  register: (w, h, cb) => { told.push([w, h, typeof cb]); },
  supports: () => ({"exp-ovr": 1, "exp-push": 0, "read-cookie": 0}),
  geom: () => ({self: {iv: 1}}),
  inViewPercentage: () => 100,
  expand: () => { told.push("expanded"); },
}};
</script>"""


def adm_of(ads: Ads, place: Placement, write: Any, **options: Any) -> str:
    plan = decode_plan((ads.settings.plan / "ads.json").read_bytes(), AdsPlan)
    line = plan.lines[0]
    token = ads.tokens.seal(
        BidToken(
            expires_ms=now_ms() + 600_000,
            impression=Ulid("01M85275QPHZD88PEEFXQ0SEEN"),
            line=line.id,
            creative=line.creatives[0].id,
            placement=place.id,
            exchange=EXCHANGE_ID,
            bid=Money(4_000_000),
            bid_ms=now_ms(),
        )
    )
    adm: str = write(
        line, place, token, hosts=Hosts(ads.url, site("portal")), **options
    )
    # What an exchange does with every macro before it renders.
    return adm.replace("${AUCTION_PRICE}", "3.50")


def show(
    page: Page,
    others: Others,
    body: str,
    *,
    sandbox: str | None = SANDBOX,
    above: int = 0,
) -> FrameLocator:
    """Put markup into a frame of the exchange's on a page of the publisher's."""
    others.put(f"{EXCHANGE}/creative", f"<!doctype html><body style='margin:0'>{body}")
    kept = "" if sandbox is None else f'sandbox="{sandbox}"'
    others.put(
        f"{NEWS}/",
        "<!doctype html><html lang=fr><title>N</title><body style='margin:0'>"
        f"<div style='height:{above}px'></div><iframe src='{EXCHANGE}/creative' {kept} "
        "id=slot width=500 height=400 style='border:0'></iframe>",
    )
    page.goto(f"{NEWS}/")
    return page.frame_locator("#slot")


def test_an_insert_shows_and_counts_in_a_sandboxed_frame_of_another_origin(
    ads: Ads, others: Others, page: Page
) -> None:
    slot = show(page, others, adm_of(ads, PLACE, banner.markup, priced=True))
    inner = slot.frame_locator("iframe")
    expect(inner.get_by_text("Publicité – Condor")).to_be_visible()
    expect(
        inner.get_by_role("link", name="Pourquoi cette publicité ?")
    ).to_have_attribute("href", _begins(site("portal") + "/pourquoi/"))
    events = ads.wait(page, Impression, View, *[VideoProgress] * 5)
    (impression,) = (e for e in events if isinstance(e, Impression))
    assert impression.exchange == EXCHANGE_ID
    assert len([e for e in events if isinstance(e, View)]) == 1
    reached = [e.reached for e in events if isinstance(e, VideoProgress)]
    assert reached == ["start", "first", "midpoint", "third", "complete"]
    assert any(
        url.startswith(f"{ads.url}/imp?") and "&p=3.50" in url for url in others.asked
    )
    # Nobody but the page, the exchange and us was asked for anything.
    known = {url.removeprefix("http://") for url in (NEWS, EXCHANGE, ads.url)}
    assert others.hosts() == known
    assert page.context.cookies() == []


def test_an_insert_out_of_sight_is_no_view_and_loads_no_teaser(
    ads: Ads, others: Others, page: Page
) -> None:
    show(page, others, adm_of(ads, PLACE, banner.markup), above=3_000)
    ads.wait(page, Impression)
    page.wait_for_timeout(1_500)
    assert [type(event) for event in ads.written()] == [Impression]
    assert [url for url in others.asked if url.endswith(".webm")] == []
    page.evaluate("scrollTo(0, 3000)")
    ads.wait(page, View, VideoProgress)


def test_where_autoplay_is_blocked_the_teaser_waits_for_a_click(
    ads: Ads, others: Others, page: Page
) -> None:
    slot = show(page, others, adm_of(ads, PLACE, banner.markup, by_hand=True))
    inner = slot.frame_locator("iframe")
    ads.wait(page, Impression, View)
    assert [url for url in others.asked if url.endswith(".webm")] == []
    inner.get_by_role("button", name="Lire la bande-annonce").click()
    ads.wait(page, *[VideoProgress] * 5)


def test_a_click_out_of_the_sandbox_leads_to_the_film_and_is_written(
    ads: Ads, others: Others, page: Page
) -> None:
    page.context.route(
        "https://www.allocine.fr/**", lambda route: route.fulfill(body="la fiche")
    )
    slot = show(page, others, adm_of(ads, PLACE, banner.markup))
    ads.wait(page, Impression)
    with page.context.expect_page() as opened:
        slot.frame_locator("iframe").get_by_role("link", name="Voir la fiche").click()
    opened.value.wait_for_url(
        "https://www.allocine.fr/film/fichefilm_gen_cfilm=258374.html"
    )
    (click,) = (e for e in ads.wait(page, Click) if isinstance(e, Click))
    assert (click.agent, click.fetched, click.prefetch) == ("browser", False, False)


@pytest.mark.parametrize("sandbox", [None, SANDBOX])
def test_an_insert_registers_with_a_mock_up_of_a_safeframe_host_and_expands_nothing(
    ads: Ads, others: Others, page: Page, sandbox: str | None
) -> None:
    adm = adm_of(ads, PLACE, banner.markup)
    slot = show(page, others, SAFEFRAME + adm, sandbox=sandbox)
    ads.wait(page, Impression, View)
    told = slot.locator("body").evaluate("() => window.told")
    assert told == [[300, 250, "function"]]


def test_an_insert_weighs_less_than_150_kb_at_first_and_4_mb_before_a_click(
    ads: Ads, others: Others, page: Page
) -> None:
    weights: dict[str, int] = {}

    def weigh(response: Any) -> None:
        if response.url.startswith((ads.url, EXCHANGE)):
            weights[response.url] = len(response.body())

    page.on("response", weigh)
    show(page, others, adm_of(ads, PLACE, banner.markup, by_hand=True))
    ads.wait(page, Impression, View)
    assert any("/media/" in url for url in weights)
    assert sum(weights.values()) < 150_000
    assert len(weights) <= 10


def test_a_pop_up_closes_by_its_button_by_escape_and_beside_it(
    ads: Ads, others: Others, page: Page
) -> None:
    adm = adm_of(ads, POPUP, popup.markup)
    ends = (
        lambda slot: slot.get_by_role("button", name="Fermer la publicité").click(),
        lambda slot: slot.get_by_role("button", name="Fermer la publicité").press(
            "Escape"
        ),
        lambda slot: slot.frame_locator("iframe").locator("a.why").press("Escape"),
        lambda slot: slot.locator("#toile").click(position={"x": 3, "y": 3}),
    )
    for end in ends:
        slot = show(page, others, adm)
        page.evaluate(
            """() => { window.heard = [];
                addEventListener("message", (e) => heard.push(e.data)); }"""
        )
        dialog = slot.get_by_role("dialog", name="Publicité – Condor")
        expect(dialog).to_be_visible()
        expect(slot.frame_locator("iframe").locator("a.cover")).to_be_visible()
        end(slot)
        expect(dialog).to_have_count(0)
        page.wait_for_function("() => window.heard.length > 0")
        assert page.evaluate("() => window.heard") == ["toile:close"]
    ads.wait(page, *[Impression] * len(ends))


def _begins(text: str) -> Any:
    return re.compile("^" + re.escape(text))
