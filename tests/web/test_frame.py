"""The creative's frame: shown, labelled, counted once, quiet."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FrameLocator, Page, expect

FRAME = Path(__file__).parents[2] / "src/toile/edge/bundles/frame.html"
# What the edge sends along (edge.ads.frame).
POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "style-src 'unsafe-inline'; script-src 'nonce-N0nce'; "
    "img-src {ads} data:; media-src {ads}"
)

Show = Callable[..., FrameLocator]


@pytest.fixture
def show(world: Any, page: Page, poster: bytes, trailer: bytes) -> Show:
    """Put an ad on a page below ``above`` pixels, as the tag does."""
    world.serve("GET ads/media/p.png", body=poster, kind="image/png")
    world.serve("GET ads/media/t.webm", body=trailer, kind="video/webm")
    for door in ("imp", "view", "video"):
        world.serve(f"GET ads/{door}", 204)

    def put(
        width: int = 300,
        height: int = 250,
        *,
        above: int = 0,
        teaser: bool = False,
        poster_path: str = "/media/p.png",
        rating: str = "Tous publics",
        near: list[dict[str, Any]] | None = None,
    ) -> FrameLocator:
        ads = world.url("ads")
        media = {"mime": "video/webm", "width": 320, "height": 180}
        ad = {
            "format": "insert",
            "width": width,
            "height": height,
            "label": "Publicité – Condor",
            "film_title": "L’Ombre de Staline",
            "film_rating": rating,
            "distributor": "Condor",
            "poster": {
                "url": ads + poster_path,
                "mime": "image/png",
                "width": 400,
                "height": 600,
            },
            "teaser": {"url": f"{ads}/media/t.webm", **media} if teaser else None,
            "impression_url": f"{ads}/imp?t=1",
            "view_url": f"{ads}/view?t=1",
            "video_url": f"{ads}/video?t=1",
            "click_url": f"{ads}/click/token",
            "why_url": world.url("news", "/pourquoi/token"),
            "near": near or [],
            "autoplay": True,
        }
        html = FRAME.read_text()
        assert html.count("/*TOILE_AD*/null") == 1
        html = html.replace("/*TOILE_AD*/null", json.dumps(ad))
        html = html.replace("TOILE_NONCE", "N0nce")
        policy = POLICY.format(ads=ads)
        head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        html = html.replace("<head>", f"<head>{head}")
        world.serve("GET ads/frame/x", body=html.encode())
        page.goto(
            world.page(
                "news",
                "/",
                "<!doctype html><html lang=fr><title>N</title><body style='margin:0'>"
                f"<main><div style='height:{above}px'></div>"
                f"<iframe src='{ads}/frame/x' width={width} height={height} "
                "title='Publicité' style='border:0;display:block' allow=autoplay "
                "sandbox='allow-scripts allow-popups allow-popups-to-escape-sandbox'>"
                "</iframe><div style='height:3000px'></div></main></body></html>",
            )
        )
        return page.frame_locator("iframe")

    return put


def reported(world: Any) -> list[str]:
    doors = {"GET ads/imp", "GET ads/view", "GET ads/video"}
    return [
        call.path + "".join(call.query.get("q", []))
        for call in world.calls
        if call.door in doors
    ]


def test_an_ad_in_view_is_an_impression_then_a_view_once_each(
    world: Any, page: Page, show: Show
) -> None:
    show()
    world.wait("GET ads/view")
    page.mouse.wheel(0, 2000)
    page.wait_for_function("scrollY > 1000")
    page.evaluate("scrollTo(0, 0)")
    world.settle(page)
    assert reported(world) == ["/imp", "/view"]


def test_an_ad_below_the_fold_is_no_view_until_it_is_seen(
    world: Any, page: Page, show: Show
) -> None:
    # 120 of 250 pixels are in view: less than half.
    show(above=800 - 120)
    world.wait("GET ads/imp")
    # That nothing happens in more than a second cannot be awaited otherwise.
    page.evaluate("new Promise((done) => setTimeout(done, 1200))")
    assert reported(world) == ["/imp"]
    page.evaluate("scrollTo(0, 10)")
    world.wait("GET ads/view")


def test_a_poster_that_fails_is_no_impression(
    world: Any, page: Page, show: Show
) -> None:
    show(poster_path="/media/gone.png")
    world.wait("GET ads/media/gone.png")
    world.settle(page)
    assert reported(world) == []


def test_the_whole_ad_is_a_link_in_a_new_tab(
    world: Any, page: Page, show: Show
) -> None:
    world.page("ads", "/click/token", "<title>Allociné</title>")
    frame = show()
    link = frame.get_by_role("link", name="L’Ombre de Staline – Voir la fiche du film")
    expect(link).to_have_attribute("rel", "noopener")
    with page.context.expect_page() as tab:
        page.mouse.click(60, 60)
    tab.value.wait_for_url("**/click/token")
    assert tab.value.evaluate("window.opener") is None
    tab.value.close()


@pytest.mark.parametrize("teaser", [False, True])
@pytest.mark.parametrize(
    ("width", "height"),
    [(300, 600), (300, 250), (970, 250), (728, 90), (640, 360), (480, 640)],
)
def test_label_title_and_reason_are_in_sight_in_every_size(
    page: Page, show: Show, width: int, height: int, teaser: bool
) -> None:
    frame = show(width, height, teaser=teaser, rating="Interdit aux moins de 12 ans")
    for text in ("Publicité – Condor", "L’Ombre de Staline", "Interdit aux moins"):
        shown = frame.get_by_text(text).first
        expect(shown).to_be_in_viewport(ratio=0.99)
    why = frame.get_by_role("link", name="Pourquoi cette publicité ?")
    expect(why).to_be_in_viewport(ratio=0.99)
    expect(why).to_have_attribute("target", "_blank")


HOUR_MS = 3_600_000
NEAR = "À voir près de chez vous"


def houses(*hours: float, number: int = 1) -> list[dict[str, Any]]:
    """Cinemas that play the film so many hours from now; the first is the Royal."""
    now = int(time.time() * 1000)
    return [
        {
            "name": "Le Royal" if at == 0 else f"Cinéma {'très ' * 12}{at}",
            "commune": "Toulon",
            "screenings": [
                {"starts_ms": now + int(hour * HOUR_MS) + at, "version": "VOST"}
                for hour in hours
            ],
        }
        for at in range(number)
    ]


@pytest.mark.parametrize(
    ("width", "height", "teaser"),
    [
        (300, 250, False),
        (300, 250, True),
        (970, 250, False),
        (300, 600, False),
        (480, 640, False),
        (640, 360, True),
        (728, 90, False),
    ],
)
@pytest.mark.parametrize("rating", ["Tous publics", "Interdit aux moins de 12 ans"])
def test_where_to_see_the_film_is_in_sight_and_hides_nothing_that_must_be(
    page: Page, show: Show, width: int, height: int, teaser: bool, rating: str
) -> None:
    frame = show(
        width, height, teaser=teaser, rating=rating, near=houses(1, 25, 49, number=5)
    )
    royal = frame.locator(".house").first
    expect(royal.locator(".place")).to_be_in_viewport(ratio=0.95)
    # On one line the later times are cut off; the next one is there.
    expect(royal.locator(".times")).to_be_in_viewport(ratio=0.35)
    assert " VOST" in (royal.locator(".times").text_content() or "")
    for text in ("Publicité – Condor", "L’Ombre de Staline"):
        expect(frame.get_by_text(text).first).to_be_in_viewport(ratio=0.99)
    if rating.startswith("Interdit"):
        expect(frame.get_by_text(rating)).to_be_in_viewport(ratio=0.99)
    why = frame.get_by_role("link", name="Pourquoi cette publicité ?")
    expect(why).to_be_in_viewport(ratio=0.99)
    # What is told of the nearest cinema stands clear of the reason's link.
    time_box, why_box = royal.locator(".place").bounding_box(), why.bounding_box()
    assert time_box is not None
    assert why_box is not None
    below = time_box["y"] + time_box["height"] <= why_box["y"] + 1
    assert below or time_box["x"] + time_box["width"] <= why_box["x"]


def test_a_large_ad_names_more_cinemas_than_a_small_one(show: Show) -> None:
    shown = [
        show(width, height, near=houses(1, number=5)).locator(".house:visible").count()
        for width, height in ((300, 250), (640, 360), (480, 640))
    ]
    assert shown[0] == 1
    assert shown == sorted(shown)
    assert shown[-1] == 5


def test_what_has_begun_is_left_out_and_all_of_it_when_all_has(show: Show) -> None:
    frame = show(300, 600, near=houses(-1, 2))
    expect(frame.get_by_text(NEAR)).to_be_visible()
    assert "·" not in (frame.locator(".times").first.text_content() or "")
    frame = show(300, 600, near=houses(-1))
    expect(frame.locator(".title")).to_be_visible()
    expect(frame.get_by_text(NEAR)).to_be_hidden()
    expect(frame.locator(".house")).to_have_count(0)


def test_a_screening_that_begins_while_the_page_is_open_is_taken_out(
    page: Page, show: Show
) -> None:
    page.clock.install()
    frame = show(300, 600, near=houses(0.5, 3))
    expect(frame.locator(".times").first).to_contain_text("·")
    page.clock.fast_forward("45:00")
    expect(frame.locator(".times").first).not_to_contain_text("·")


def test_the_cinemas_are_text_and_the_only_links_are_the_ads_own(show: Show) -> None:
    saucy = [
        {
            "name": "<a href='https://elsewhere.example'>Le Royal</a>",
            "commune": "<img src=x onerror=alert(1)>",
            "screenings": houses(1)[0]["screenings"],
        }
    ]
    frame = show(480, 640, near=saucy)
    expect(frame.locator(".place")).to_contain_text("<a href=")
    expect(frame.locator("a")).to_have_count(2)
    expect(frame.locator(".near :is(a, img, button)")).to_have_count(0)


def test_an_ad_with_nothing_near_says_nothing_of_it(show: Show) -> None:
    frame = show()
    expect(frame.locator(".title")).to_be_visible()
    expect(frame.locator(".near")).to_have_count(0)


def test_a_film_for_all_bears_no_rating(show: Show) -> None:
    frame = show()
    expect(frame.locator(".title")).to_be_visible()
    expect(frame.locator(".rating")).to_have_count(0)


def test_a_teaser_plays_muted_in_view_and_tells_its_quartiles(
    world: Any, page: Page, show: Show
) -> None:
    frame = show(640, 360, teaser=True)
    world.wait("GET ads/video", 5)
    world.settle(page)
    told = [path for path in reported(world) if path.startswith("/video")]
    quartiles = ["start", "first", "midpoint", "third", "complete"]
    # Each once; requests under way together may overtake each other on their way here
    # (that they are sent in order is tested in frame.test.ts).
    assert sorted(told) == sorted(f"/video{quartile}" for quartile in quartiles)
    assert frame.locator("video").evaluate("(video) => video.muted") is True
    frame.get_by_role("button", name="Activer le son").click()
    assert frame.locator("video").evaluate("(video) => video.muted") is False
    expect(frame.get_by_role("button", name="Couper le son")).to_be_visible()


def test_a_teaser_out_of_view_is_not_even_loaded(
    world: Any, page: Page, show: Show
) -> None:
    show(640, 360, above=900, teaser=True)
    world.wait("GET ads/imp")
    world.settle(page)
    assert not [call for call in world.calls if call.path == "/media/t.webm"]
    page.evaluate("scrollTo(0, 500)")
    world.wait("GET ads/video")


def test_less_motion_means_no_autoplay(world: Any, page: Page, show: Show) -> None:
    page.emulate_media(reduced_motion="reduce")
    frame = show(640, 360, teaser=True)
    world.wait("GET ads/view")
    assert "/videostart" not in reported(world)
    frame.get_by_role("button", name="Lire la bande-annonce").click()
    world.wait("GET ads/video")


def test_the_frame_keeps_nothing_and_asks_the_ads_wing_only(
    world: Any, page: Page, show: Show
) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    show(640, 360, teaser=True)
    world.wait("GET ads/view")
    assert {call.host for call in world.calls} <= {"ads", "news"}
    assert page.context.cookies() == []
    assert [text for text in refused if "Content Security" in text] == []


@pytest.mark.parametrize("teaser", [False, True])
def test_axe_finds_nothing_in_an_ad(
    world: Any, page: Page, show: Show, teaser: bool
) -> None:
    page.emulate_media(reduced_motion="reduce")
    show(640, 360, teaser=teaser, near=houses(1, 2, number=3))
    world.wait("GET ads/imp")
    # As a document of its own, so that axe may look inside.
    page.goto(world.url("ads", "/frame/x"))
    assert _violations(page) == []


def _violations(page: Page) -> list[str]:
    session = page.context.new_cdp_session(page)
    session.send("Page.setBypassCSP", {"enabled": True})
    page.reload()
    page.locator(".title").wait_for()
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found
    ]
