"""The publisher's tag: inserts as far as the visitor agrees, pop-ups when they may."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

YES = {"choice": "yes"}
NO = {"choice": "no"}
FRAME = """<!doctype html><button id=inside>dedans</button>
<script>
addEventListener("keydown", (event) => {
    if (event.key === "Escape") parent.postMessage("toile:close", "*");
});
</script>"""

Decide = Callable[..., None]


@pytest.fixture
def decide(world: Any) -> Decide:
    """Say what the ads wing decides."""

    def say(form: str = "insert", width: int = 300, height: int = 250) -> None:
        answer = {
            "format": form,
            "width": width,
            "height": height,
            "frame": world.url("ads", "/frame/x"),
            "label": "Publicité – Condor",
        }
        body = json.dumps(answer).encode()
        world.serve("GET ads/ad", body=body, kind="application/json")

    world.serve("GET ads/frame/x", body=FRAME.encode())
    world.serve("GET ads/ad", 204)
    return say


def news(
    world: Any,
    place: str = "<div data-toile=p1></div>",
    said: dict[str, str] | None = None,
) -> str:
    signal = "" if said is None else f"window.toileConsent = {json.dumps(said)};"
    return str(
        world.page(
            "news",
            "/article",
            "<!doctype html><html lang=fr><head><title>Nouvelles</title>"
            f"<script>{signal}</script>"
            f"<script async src='{world.url('ads', '/tag.js')}'></script></head>"
            "<body style='margin:0'><button id=before>avant</button>"
            "<article><h1>Nouvelles</h1><div style='height:3000px'></div></article>"
            f"{place}<div style='height:2000px'></div></body></html>",
        )
    )


def say(page: Page, signal: dict[str, str]) -> None:
    page.evaluate(
        """(detail) => document.dispatchEvent(
            new CustomEvent("toile:consent", {detail}))""",
        signal,
    )


def asked(world: Any) -> list[tuple[str, str]]:
    calls = [call for call in world.calls if call.door == "GET ads/ad"]
    return [(call.query["p"][0], call.query["c"][0]) for call in calls]


POPUP = "<div data-toile=p2 data-toile-format=popup></div>"
COMMENTS = "<h2 id=comments>Commentaires</h2>"


def test_after_a_yes_the_decision_is_asked_with_the_cookie(
    world: Any, page: Page, decide: Decide
) -> None:
    decide()
    world.give_cookie(page, "ads", "aid")
    page.goto(news(world, said=YES))
    (call,) = world.wait("GET ads/ad")
    assert call.query == {"p": ["p1"], "c": ["1"]}
    assert call.headers["cookie"] == "aid=old"
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("title", "Publicité – Condor")
    expect(frame).to_have_attribute(
        "sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox"
    )
    expect(frame).to_have_attribute("allow", "autoplay")
    box = frame.bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (300, 250)


def test_after_a_no_no_cookie_goes_along(
    world: Any, page: Page, decide: Decide
) -> None:
    decide()
    world.give_cookie(page, "ads", "aid")
    page.goto(news(world, said=NO))
    (call,) = world.wait("GET ads/ad")
    assert call.query["c"] == ["0"]
    assert "cookie" not in call.headers
    expect(page.locator("iframe")).to_have_count(1)


def test_three_seconds_of_silence_are_a_no(
    world: Any, held: Page, decide: Decide
) -> None:
    decide()
    held.goto(news(world))
    held.clock.run_for(2_900)
    assert world.sent_to("GET ads/ad", held) == []
    held.clock.run_for(200)
    world.wait("GET ads/ad")
    assert asked(world) == [("p1", "0")]
    say(held, YES)
    expect(held.locator("iframe")).to_have_count(1)
    assert len(world.sent_to("GET ads/ad", held)) == 1


def test_an_empty_place_stays_collapsed(world: Any, page: Page, decide: Decide) -> None:
    page.goto(news(world, said=YES))
    world.wait("GET ads/ad")
    world.settle(page)
    height = page.locator("[data-toile]").evaluate("(place) => place.offsetHeight")
    assert height == 0


def test_a_place_added_later_is_filled_on_a_scan(
    world: Any, page: Page, decide: Decide
) -> None:
    decide()
    page.goto(news(world, said=YES))
    world.wait("GET ads/ad")
    page.evaluate(
        """() => {
            const place = document.createElement("div");
            place.dataset.toile = "p9";
            document.body.append(place);
            document.dispatchEvent(new Event("toile:scan"));
        }"""
    )
    world.wait("GET ads/ad", 2)
    assert asked(world) == [("p1", "1"), ("p9", "1")]


def test_a_wide_ad_shrinks_with_a_phone(world: Any, page: Page, decide: Decide) -> None:
    decide(width=970, height=250)
    page.set_viewport_size({"width": 388, "height": 700})
    page.goto(news(world, said=YES))
    frame = page.locator("iframe")
    expect(frame).to_have_count(1)
    box = frame.bounding_box()
    assert box is not None
    assert (box["width"], round(box["height"])) == (388, 100)


def leave(page: Page) -> None:
    """The pointer leaves the page by the top."""
    page.evaluate(
        """() => document.dispatchEvent(new MouseEvent(
            "mouseout", {clientY: -1, relatedTarget: null, bubbles: true}))"""
    )


def touch(page: Page) -> None:
    """The visitor does something with the page."""
    page.keyboard.press("Shift")


def read_to_the_end(page: Page) -> None:
    page.mouse.wheel(0, 3200)


SCROLLS = "addEventListener('scroll', () => { window.scrolled = true })"


def jump_to_the_comments(page: Page) -> None:
    """The browser scrolls by itself."""
    page.evaluate(f"() => {{ {SCROLLS}; location.hash = 'comments' }}")
    page.wait_for_function("window.scrolled")


def idle(page: Page) -> None:
    page.clock.run_for(30_500)


def turn_back(page: Page) -> None:
    page.evaluate(
        """() => {
            for (const state of ["hidden", "visible"]) {
                Object.defineProperty(document, "visibilityState",
                    {value: state, configurable: true});
                document.dispatchEvent(new Event("visibilitychange"));
            }
        }"""
    )


@pytest.mark.parametrize("trigger", [leave, read_to_the_end, idle, turn_back])
def test_a_pop_up_opens_on_its_triggers_and_never_at_load(
    world: Any, held: Page, decide: Decide, trigger: Callable[[Page], None]
) -> None:
    decide("popup", 480, 320)
    held.goto(news(world, POPUP, YES))
    touch(held)
    held.clock.run_for(5_000)
    assert world.sent_to("GET ads/ad", held) == []
    trigger(held)
    expect(held.get_by_role("dialog", name="Publicité – Condor")).to_be_visible()
    assert asked(world) == [("p2", "1")]


@pytest.mark.parametrize("trigger", [leave, jump_to_the_comments, idle, turn_back])
def test_no_pop_up_opens_before_the_visitor_has_done_anything(
    world: Any, held: Page, decide: Decide, trigger: Callable[[Page], None]
) -> None:
    decide("popup")
    held.goto(news(world, COMMENTS + POPUP, YES))
    trigger(held)
    assert world.sent_to("GET ads/ad", held) == []


def test_a_scroll_that_is_told_before_its_wheel_counts(
    world: Any, held: Page, decide: Decide
) -> None:
    """Browsers scroll on a thread of their own; at the bottom no more scrolls come."""
    decide("popup", 480, 320)
    held.goto(news(world, POPUP, YES))
    held.evaluate(f"() => {{ {SCROLLS}; scrollTo(0, 1e6) }}")
    held.wait_for_function("window.scrolled")
    assert world.sent_to("GET ads/ad", held) == []
    held.mouse.wheel(0, 100)
    expect(held.get_by_role("dialog")).to_be_visible()


def test_a_page_that_loads_at_its_end_opens_no_pop_up(
    world: Any, page: Page, decide: Decide
) -> None:
    """With a fragment in its address, or reloaded where it was read to the end."""
    decide("popup")
    page.add_init_script(SCROLLS)
    page.goto(news(world, COMMENTS + POPUP, YES) + "#comments")
    for _ in range(3):
        page.wait_for_function("window.scrolled && scrollY > 2000")
        world.settle(page)
        assert world.sent_to("GET ads/ad", page) == []
        page.reload()


def test_a_page_taken_back_from_the_history_has_only_been_loaded(
    world: Any, held: Page, decide: Decide
) -> None:
    decide("popup")
    held.goto(news(world, POPUP, YES))
    touch(held)
    held.evaluate(
        "dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))"
    )
    turn_back(held)
    assert world.sent_to("GET ads/ad", held) == []


def test_a_page_with_a_video_is_never_idle(
    world: Any, held: Page, decide: Decide
) -> None:
    decide("popup")
    held.goto(news(world, POPUP + "<video></video>", YES))
    touch(held)
    held.clock.run_for(65_000)
    assert world.sent_to("GET ads/ad", held) == []


@pytest.mark.parametrize("said", [None, NO])
def test_without_a_yes_there_is_no_pop_up(
    world: Any, held: Page, decide: Decide, said: dict[str, str] | None
) -> None:
    decide("popup")
    held.goto(news(world, POPUP, said))
    touch(held)
    held.clock.run_for(5_000)
    leave(held)
    assert world.sent_to("GET ads/ad", held) == []
    assert held.evaluate("localStorage.length") == 0


@pytest.fixture
def opened(world: Any, page: Page, decide: Decide) -> Page:
    """A page whose pop-up is open; the focus was on its first button before."""
    decide("popup", 480, 320)
    page.goto(news(world, POPUP, YES))
    page.locator("#before").focus()
    world.settle(page)
    touch(page)
    leave(page)
    expect(page.get_by_role("dialog")).to_be_visible()
    return page


def by_button(page: Page) -> None:
    page.get_by_role("button", name="Fermer la publicité").click()


def by_escape(page: Page) -> None:
    page.keyboard.press("Escape")


def by_escape_inside(page: Page) -> None:
    page.frame_locator("dialog iframe").locator("#inside").focus()
    page.keyboard.press("Escape")


def by_click_outside(page: Page) -> None:
    page.mouse.click(5, 5)


@pytest.mark.parametrize(
    "close", [by_button, by_escape, by_escape_inside, by_click_outside]
)
def test_a_pop_up_closes_in_every_way_and_gives_the_focus_back(
    opened: Page, close: Callable[[Page], None]
) -> None:
    button = opened.get_by_role("button", name="Fermer la publicité")
    expect(button).to_be_focused()
    close(opened)
    expect(opened.get_by_role("dialog")).to_have_count(0)
    expect(opened.locator("#before")).to_be_focused()


def test_only_the_ad_itself_may_ask_to_close(opened: Page) -> None:
    opened.evaluate("postMessage('toile:close', '*')")
    opened.evaluate("new Promise((done) => setTimeout(done))")
    expect(opened.get_by_role("dialog")).to_be_visible()


def test_a_pop_up_is_labelled_and_easy_to_close(opened: Page) -> None:
    expect(opened.locator("dialog span")).to_have_text("Publicité")
    box = opened.get_by_role("button", name="Fermer la publicité").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44


def test_a_pop_up_comes_once_a_page_and_once_a_day(world: Any, opened: Page) -> None:
    by_button(opened)
    leave(opened)
    read_to_the_end(opened)
    world.settle(opened)
    assert len(asked(world)) == 1
    opened.reload()
    world.settle(opened)
    touch(opened)
    leave(opened)
    world.settle(opened)
    assert len(asked(world)) == 1
    day_before = "localStorage['toile-popup'] -= 24 * 60 * 60 * 1000"
    opened.evaluate(day_before)
    opened.reload()
    world.settle(opened)
    touch(opened)
    leave(opened)
    expect(opened.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(390, 740), (1200, 500)])
def test_a_pop_up_fits_the_screen(
    world: Any, page: Page, decide: Decide, width: int, height: int
) -> None:
    decide("popup", 640, 900)
    page.set_viewport_size({"width": width, "height": height})
    page.goto(news(world, POPUP, YES))
    world.settle(page)
    touch(page)
    leave(page)
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert box["width"] <= 0.92 * width + 1
    assert box["height"] <= 0.86 * height + 1


def test_a_pop_up_in_an_unmarked_place_waits_as_well(
    world: Any, page: Page, decide: Decide
) -> None:
    decide("popup", 480, 320)
    page.goto(news(world, said=YES))
    world.wait("GET ads/ad")
    world.settle(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    touch(page)
    leave(page)
    expect(page.get_by_role("dialog")).to_be_visible()
    assert len(asked(world)) == 1
