"""The pixel on a cinema's page: no trace without a yes; then each page once."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, Request

YES: dict[str, object] = {
    "choice": "yes",
    "fresh": True,
    "tool": "banner",
    "tool_version": "1.0",
    "text_version": "text-1",
    "language": "fr",
}
KEPT_YES = {**YES, "fresh": False}
NO = {**YES, "choice": "no"}
KEPT_NO = {**NO, "fresh": False}


def cinema(
    world: Any,
    *,
    said: dict[str, object] | None = None,
    head: str = "",
    tag: str = "",
    path: str = "/film/1",
) -> str:
    """Put up a page of the Royal; ``said`` is what its banner answered before us."""
    signal = "" if said is None else f"window.toileConsent = {json.dumps(said)};"
    src = world.url("pool", "/pixel.js?site=royal-key")
    page: str = world.page(
        "royal",
        path,
        f"<!doctype html><html lang=fr><head><title>Le Royal</title>{head}"
        f"<script>{signal}</script><script async src='{src}' {tag}></script></head>"
        "<body><h1>Le Royal</h1></body></html>",
    )
    return page


def say(page: Page, signal: dict[str, object]) -> None:
    page.evaluate(
        """(signal) => {
            window.toileConsent = signal;
            document.dispatchEvent(new CustomEvent("toile:consent", {detail: signal}));
        }""",
        signal,
    )


def kept(page: Page) -> dict[str, str]:
    return dict(page.evaluate("Object.entries(localStorage)"))


def test_before_a_signal_there_is_no_request_storage_or_cookie(
    world: Any, page: Page
) -> None:
    page.goto(cinema(world) + "?utm=x")
    world.settle(page)
    assert world.to("pool", "ads") == []
    assert kept(page) == {}
    assert page.context.cookies() == []


def test_a_yes_is_proven_handed_over_and_followed_by_the_visit(
    world: Any, page: Page
) -> None:
    page.goto(cinema(world) + "?utm=secret#top")
    say(page, YES)
    (visit,) = world.wait("POST pool/visit")
    (consent,) = world.wait("POST pool/consent")
    (handover,) = world.wait("GET ads/handover")
    # The ads wing must not learn which cinema an id comes from.
    assert "referer" not in handover.headers
    assert consent.json == {
        "site": "royal-key",
        "choice": "yes",
        "tool": "banner",
        "tool_version": "1.0",
        "text_version": "text-1",
        "language": "fr",
        "fresh": True,
        "receipt": "",
        "tc_string": "",
    }
    assert visit.json == {
        "site": "royal-key",
        "receipt": "r-1",
        "page": world.url("royal", "/film/1"),
        "film": None,
        "cinema": None,
    }
    # No preflight was asked, and the pool's cookie came along.
    assert not [call for call in world.calls if call.method == "OPTIONS"]
    assert visit.headers["content-type"] == "text/plain;charset=UTF-8"
    assert visit.headers["cookie"] == "tid=abc"
    assert "secret" not in json.dumps([visit.headers, consent.headers])
    page.wait_for_function("!JSON.parse(localStorage.toile).handover")
    assert json.loads(kept(page)["toile"]) == {
        "receipt": "r-1",
        "expires_ms": 4_000_000_000_000,
        "site": "royal-key",
        "text_version": "text-1",
    }


def test_a_remembered_yes_reports_the_visit_and_asks_no_more(
    world: Any, page: Page
) -> None:
    page.goto(cinema(world, said=YES))
    world.wait("POST pool/visit")
    page.goto(cinema(world, said=KEPT_YES, path="/film/2"))
    world.wait("POST pool/visit", 2)
    assert len(world.wait("POST pool/consent")) == 1


@pytest.mark.parametrize("status", [None, 204, 400, 503])
def test_an_id_that_was_missed_is_handed_over_on_a_later_page(
    world: Any, page: Page, status: int | None
) -> None:
    """``None``: the ads wing is not there at all."""
    handover = "GET ads/handover"
    good = world.answers[handover]
    if status is None:
        page.route(world.url("ads", "/handover*"), lambda route: route.abort())
    else:
        world.serve(handover, status)
    with page.expect_event("requestfinished" if status else "requestfailed", _image):
        page.goto(cinema(world, said=YES))
    say(page, KEPT_YES)
    assert len(world.sent_to(handover, page)) == 1
    page.unroute_all()
    world.answers[handover] = good
    page.goto(cinema(world, said=KEPT_YES, path="/film/2"))
    page.wait_for_function("!JSON.parse(localStorage.toile).handover")
    page.goto(cinema(world, said=KEPT_YES, path="/film/3"))
    world.wait("POST pool/visit", 3)
    assert len(world.sent_to(handover, page)) == 2


def _image(request: Request) -> bool:
    return "/handover" in request.url


def test_a_yes_to_another_text_is_proven_anew(world: Any, page: Page) -> None:
    page.goto(cinema(world, said=YES))
    world.wait("POST pool/visit")
    page.goto(cinema(world, said={**YES, "text_version": "text-2"}))
    assert world.wait("POST pool/consent", 2)[1].json["text_version"] == "text-2"


def test_a_refusal_is_one_anonymous_proof_and_stores_nothing(
    world: Any, page: Page
) -> None:
    world.give_cookie(page, "pool", "tid")
    page.goto(cinema(world))
    say(page, NO)
    say(page, NO)
    (proof,) = world.wait("POST pool/consent")
    world.settle(page)
    assert [call.door for call in world.to("pool", "ads")] == ["POST pool/consent"]
    assert proof.json["choice"] == "no"
    assert "cookie" not in proof.headers
    assert kept(page) == {}


def test_a_remembered_refusal_makes_no_request(world: Any, page: Page) -> None:
    page.goto(cinema(world, said=KEPT_NO))
    world.settle(page)
    assert world.to("pool", "ads") == []


def test_a_withdrawal_erases_and_ends_the_visits(world: Any, page: Page) -> None:
    page.goto(cinema(world, said=YES))
    world.wait("POST pool/visit")
    say(page, NO)
    withdrawal = world.wait("POST pool/consent", 2)[1]
    assert withdrawal.json["choice"] == "withdrawal"
    assert withdrawal.headers["cookie"] == "tid=abc"
    handovers = world.wait("GET ads/handover", 2)
    assert [call.query["t"] for call in handovers] == [["yes"], ["withdrawal"]]
    page.evaluate("history.pushState({}, '', '/film/3')")
    world.settle(page)
    assert len(world.wait("POST pool/visit")) == 1
    assert kept(page) == {}


def test_a_withdrawal_counts_at_once_and_is_told_when_the_network_is_back(
    world: Any, page: Page
) -> None:
    page.goto(cinema(world, said=YES))
    world.wait("POST pool/visit")
    page.evaluate(
        "() => { window.kept = window.fetch;"
        " window.fetch = () => Promise.reject(new TypeError()) }"
    )
    say(page, NO)
    page.wait_for_function("JSON.parse(localStorage.toile).expires_ms === 0")
    page.evaluate("() => { window.fetch = window.kept }")
    say(page, {**NO, "fresh": False})
    page.wait_for_function("localStorage.length === 0")
    world.wait("POST pool/consent", 2)


def test_global_privacy_control_outweighs_a_yes(world: Any, page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})"
    )
    page.goto(cinema(world, said=YES))
    say(page, YES)
    world.settle(page)
    assert world.to("pool", "ads") == []


def test_each_page_of_a_single_page_site_counts_once(world: Any, page: Page) -> None:
    page.goto(cinema(world, said=YES))
    world.wait("POST pool/visit")
    page.evaluate("history.pushState({}, '', '/seances?jour=1')")
    world.wait("POST pool/visit", 2)
    page.evaluate("history.replaceState({}, '', '/seances?jour=2')")
    page.evaluate("location.hash = '#bas'")
    world.settle(page)
    page.evaluate("location.hash = '#!/film/7?x=1'")
    world.wait("POST pool/visit", 3)
    page.evaluate("history.back()")
    visits = world.wait("POST pool/visit", 4)
    pages = [visit.json["page"] for visit in visits]
    assert pages == [
        world.url("royal", path)
        for path in ("/film/1", "/seances", "/seances#!/film/7", "/seances")
    ]


def test_a_page_taken_back_from_the_cache_counts_again(world: Any, page: Page) -> None:
    page.goto(cinema(world, said=YES))
    world.wait("POST pool/visit")
    page.evaluate(
        "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
    )
    world.wait("POST pool/visit", 2)


def test_a_page_rendered_ahead_waits_until_it_is_seen(world: Any, page: Page) -> None:
    page.add_init_script(
        "window.ahead = true;"
        "Object.defineProperty(document, 'prerendering', {get: () => window.ahead})"
    )
    page.goto(cinema(world, said=YES))
    world.settle(page)
    assert world.to("pool", "ads") == []
    page.evaluate(
        "window.ahead = false; document.dispatchEvent(new Event('prerenderingchange'))"
    )
    world.wait("POST pool/visit")


def test_a_refused_visit_drops_the_receipt(world: Any, page: Page) -> None:
    world.serve("POST pool/visit", 403)
    page.goto(cinema(world, said=YES))
    world.wait("POST pool/visit")
    page.wait_for_function("localStorage.length === 0")


@pytest.mark.parametrize(
    ("head", "tag", "film"),
    [
        ("", "data-film='Staline'", "Staline"),
        ("<meta name='toile:film' content='Meta'>", "", "Meta"),
        (
            "<script type='application/ld+json'>"
            '{"@type": "ScreeningEvent", "workPresented": '
            '{"@type": "Movie", "name": "Du JSON"}}</script>',
            "",
            "Du JSON",
        ),
    ],
)
def test_the_film_is_reported(
    world: Any, page: Page, head: str, tag: str, film: str
) -> None:
    page.goto(cinema(world, said=YES, head=head, tag=tag))
    (visit,) = world.wait("POST pool/visit")
    assert visit.json["film"] == film


def test_the_pixel_is_counted_once_and_leaves_no_globals(
    world: Any, page: Page
) -> None:
    page.goto(world.page("royal", "/empty", "<title>Rien</title>"))
    before = set(page.evaluate("Object.getOwnPropertyNames(window)"))
    src = world.url("pool", "/pixel.js?site=royal-key")
    page.goto(cinema(world, said=YES, head=f"<script async src='{src}'></script>"))
    world.wait("POST pool/visit")
    world.settle(page)
    assert len(world.wait("POST pool/visit")) == 1
    after = set(page.evaluate("Object.getOwnPropertyNames(window)"))
    assert after - before == {"toileConsent"}
