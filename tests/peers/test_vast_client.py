"""Dailymotion's VAST client, unmodified, plays what GET /vast sends, in Chromium."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from stage import NEWS, PLACE, Ads, Others, line_of, site
from toile.wire.events import Click, Impression, VideoProgress, View
from toile.wire.ids import Ulid
from toile.wire.plan import Creative, Media

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
CLIENT = HERE.parents[1] / "web/node_modules/@dailymotion/vast-client/dist"
FILM = "https://www.allocine.fr/film/fichefilm_gen_cfilm=258374.html"


@pytest.fixture
def player(others: Others) -> str:
    """The address of a publisher's page with a player on it."""
    script = CLIENT / "vast-client.min.js"
    assert script.is_file(), "run `make web-install`"
    others.put(f"{NEWS}/vast-client.js", script.read_text(), "text/javascript")
    return others.put(f"{NEWS}/player", (HERE / "player.html").read_text())


def watch(page: Page, player: str, tag: str, more: str = "") -> None:
    page.goto(f"{player}?tag={quote(tag, safe='')}{more}")
    page.wait_for_function("() => window.state && window.state.ads !== null")


def counted(page: Page, ads: Ads, door: str, outcome: str) -> int:
    """Read a sum of /metrics."""
    text = page.request.get(f"http://127.0.0.1:{ads.port}/metrics").text()
    key = f'toile_edge_outcomes_total{{door="{door}",outcome="{outcome}"}} '
    found = [line for line in text.splitlines() if line.startswith(key)]
    return int(float(found[0].rpartition(" ")[2])) if found else 0


def wait_counted(page: Page, ads: Ads, door: str, outcome: str, number: int) -> None:
    """Wait until so many are counted: what a page sends last may arrive last."""
    for _ in range(200):
        if counted(page, ads, door, outcome) >= number:
            break
        page.wait_for_timeout(50)
    assert counted(page, ads, door, outcome) == number, outcome


def tag(ads: Ads, place: str = PLACE.key) -> str:
    return f"{ads.url}/vast?p={place}"


def test_it_plays_the_teaser_and_every_event_is_met(
    ads: Ads, others: Others, page: Page, player: str
) -> None:
    names = ("loaded", "unmute", "mute", "pause", "resume", "playerExpand", "companion")
    before = {name: counted(page, ads, "video", name) for name in names}
    watch(page, player, tag(ads))
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.2")
    for deed in ("v.muted = false", "v.muted = true", "v.pause()", "v.play()"):
        page.evaluate(f"() => {{ const v = document.querySelector('video'); {deed}; }}")
        page.wait_for_timeout(50)
    page.wait_for_function("() => window.state.done")

    events = ads.wait(page, Impression, View, *[VideoProgress] * 5)
    assert {type(event) for event in events} == {Impression, View, VideoProgress}
    (impression,) = (e for e in events if isinstance(e, Impression))
    assert (impression.exchange, impression.price) == (None, 8_000_000)
    reached = [e.reached for e in events if isinstance(e, VideoProgress)]
    assert reached == ["start", "first", "midpoint", "third", "complete"]
    assert {e.impression for e in events} == {impression.impression}
    for name in names:
        wait_counted(page, ads, "video", name, before[name] + 1)
    assert page.evaluate("() => window.state.errors") == []


def test_it_reads_what_we_wrote(ads: Ads, page: Page, player: str) -> None:
    watch(page, player, tag(ads))
    ad: Any = page.evaluate(
        "() => JSON.parse(JSON.stringify([state.ad, state.creative]))"
    )
    told, linear = ad
    assert told["title"] == "L’Ombre de Staline ]]>"
    assert told["advertiser"]["value"] == "Condor"
    assert told["system"]["value"] == "Toile"
    assert len(told["adServingId"]) == 36
    assert linear["duration"] == 2
    (file,) = linear["mediaFiles"]
    assert (file["mimeType"], file["width"], file["height"]) == ("video/webm", 320, 180)
    assert file["bitrate"] > 0
    (icon,) = linear["icons"]
    assert icon["program"] == "Pourquoi cette publicité ?"
    why = site("portal") + "/pourquoi/"
    assert icon["iconClickThroughURLTemplate"].startswith(why)
    for picture in ("companion", "icon"):
        page.wait_for_function(
            f"() => document.getElementById('{picture}').naturalWidth > 0"
        )


def test_a_click_on_the_film_leads_to_its_page_and_is_written(
    ads: Ads, page: Page, player: str
) -> None:
    page.context.route(
        "https://www.allocine.fr/**", lambda route: route.fulfill(body="la fiche")
    )
    watch(page, player, tag(ads))
    ads.wait(page, Impression)
    with page.context.expect_page() as opened:
        page.locator("video").click()
    opened.value.wait_for_url(FILM)
    (click,) = (e for e in ads.wait(page, Click) if isinstance(e, Click))
    assert (click.agent, click.fetched) == ("browser", False)


def test_it_takes_no_ad_for_an_answer(
    ads: Ads, page: Page, player: str, poster: bytes
) -> None:
    picture = Media(ads.keep(poster, "png"), "image/png", 400, 600, len(poster))
    ads.publish(
        line_of(Creative(Ulid("01M85275QPHZD88PEEFXQ0CREB"), "poster", picture))
    )
    # A whole document without an ad, once the edge has read the plan.
    for _ in range(40):
        watch(page, player, tag(ads))
        if page.evaluate("() => state.ads") == 0:
            break
        page.wait_for_timeout(100)
    assert page.evaluate("() => state.ads") == 0


def test_a_film_that_will_not_play_is_told_with_its_code(
    ads: Ads, others: Others, page: Page, player: str
) -> None:
    before = counted(page, ads, "video_error", "401")
    nothing = quote(f"{NEWS}/no-such-film.webm", safe="")
    watch(page, player, tag(ads), f"&src={nothing}")
    wait_counted(page, ads, "video_error", "401", before + 1)
    assert ads.written() == []
