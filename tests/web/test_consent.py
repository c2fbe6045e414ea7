"""The banner: a fair choice, remembered, changed as easily as made."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

BUNDLE = Path(__file__).parents[2] / "src/toile/edge/bundles/consent.js"
SITE = {
    "name": "Le Royal",
    "privacy_url": "https://royal.example/vie-privee",
    "controllers": [
        {"name": "SCARE", "role": "union", "privacy_url": "https://scare.example/"},
        {"name": "Klox", "role": "operator", "privacy_url": ""},
        {"name": "Condor", "role": "distributor", "privacy_url": "javascript:alert(1)"},
    ],
    "text_version": "",
}
HEAR = """
window.heard = [];
document.addEventListener("toile:consent", (event) => heard.push(event.detail));
"""


def cinema(
    world: Any,
    *,
    lang: str = "fr",
    tag: str = "",
    style: str = "",
    text_version: str = "",
    pixel: bool = False,
) -> str:
    told = json.dumps({**SITE, "text_version": text_version})
    body = f"window.toileSite = {told};\n".encode() + BUNDLE.read_bytes()
    kind = "text/javascript; charset=utf-8"
    world.serve("GET pool/consent.js", body=body, kind=kind)
    src = world.url("pool", "/consent.js?site=royal-key")
    loaded = world.url("pool", "/pixel.js?site=royal-key")
    more = f"<script async src='{loaded}'></script>" if pixel else ""
    return str(
        world.page(
            "royal",
            "/",
            f"<!doctype html><html lang={lang}><head><title>Le Royal</title>"
            "<meta name=viewport content='width=device-width,initial-scale=1'>"
            f"<style>body {{ {style} }}</style><script>{HEAR}</script>"
            f"<script async src='{src}' {tag}></script>{more}</head>"
            "<body><main><h1>Le Royal</h1><p><a href='/seances'>Séances</a></p>"
            "</main></body></html>",
        )
    )


def heard(page: Page) -> list[dict[str, object]]:
    said: list[dict[str, object]] = page.evaluate("heard")
    return said


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^(✓ )?{name}$"))


def test_nothing_is_said_or_kept_until_an_answer(world: Any, page: Page) -> None:
    page.goto(cinema(world, pixel=True))
    expect(button(page, "Accepter")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("main").click()
    world.settle(page)
    assert heard(page) == []
    assert page.context.cookies() == []
    assert world.to("pool", "ads") == []


@pytest.mark.parametrize(("name", "choice"), [("Accepter", "yes"), ("Refuser", "no")])
def test_an_answer_is_said_once_and_kept_for_six_months(
    world: Any, page: Page, name: str, choice: str
) -> None:
    page.goto(cinema(world))
    button(page, name).click()
    expect(button(page, "Accepter")).to_have_count(0)
    (said,) = heard(page)
    assert said == {
        "choice": choice,
        "fresh": True,
        "tool": "orejime",
        "tool_version": "3.2.1",
        "text_version": "toile-fr-2",
        "language": "fr",
    }
    assert page.evaluate("window.toileConsent") == said
    (cookie,) = page.context.cookies()
    days = (cookie["expires"] - page.evaluate("Date.now() / 1000")) / 86_400
    assert cookie["name"] == "orejime"
    assert 179.9 < days <= 180
    page.reload()
    page.wait_for_function("heard.length === 1")
    assert heard(page) == [{**said, "fresh": False}]
    expect(button(page, "Accepter")).to_have_count(0)


def test_both_answers_weigh_the_same(world: Any, page: Page) -> None:
    page.goto(cinema(world))
    looks = [
        button(page, name).evaluate(
            """(element) => {
                const style = getComputedStyle(element);
                const { width, height, top } = element.getBoundingClientRect();
                return [width, height, top, style.color, style.backgroundColor,
                    style.fontSize, style.fontWeight, style.border, style.opacity];
            }"""
        )
        for name in ("Accepter", "Refuser")
    ]
    assert looks[0] == looks[1]
    # One answer is not a second layer away: there is no third button.
    assert page.locator(".orejime-Banner button:visible").count() == 2


def test_every_controller_is_named_where_the_choice_is_asked(
    world: Any, page: Page
) -> None:
    page.goto(cinema(world))
    banner = page.get_by_role("region", name="Choix sur les cookies")
    for name in ("Le Royal", "SCARE", "Klox", "Condor"):
        expect(banner).to_contain_text(name)
    links = banner.get_by_role("link")
    assert links.evaluate_all("(all) => all.map((each) => each.href)") == [
        "https://royal.example/vie-privee",
        "https://scare.example/",
    ]


def test_the_choice_is_changed_in_two_clicks(world: Any, page: Page) -> None:
    page.goto(cinema(world, pixel=True))
    button(page, "Accepter").click()
    world.wait("POST pool/visit")
    button(page, "Vos choix").click()
    expect(page.get_by_role("dialog")).to_contain_text("SCARE")
    expect(page.get_by_role("button", name="✓ Accepter")).to_be_visible()
    button(page, "Refuser").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert [said["choice"] for said in heard(page)] == ["yes", "no"]
    assert world.wait("POST pool/consent", 2)[1].json["choice"] == "withdrawal"


def test_closing_the_choices_changes_nothing(world: Any, page: Page) -> None:
    page.goto(cinema(world))
    button(page, "Refuser").click()
    button(page, "Vos choix").click()
    page.get_by_role("button", name="Fermer sans rien changer").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert len(heard(page)) == 1
    expect(button(page, "Vos choix")).to_be_focused()


def test_another_list_of_controllers_is_asked_about_anew(
    world: Any, page: Page
) -> None:
    page.goto(cinema(world))
    button(page, "Accepter").click()
    page.goto(cinema(world, text_version="8"))
    button(page, "Refuser").click()
    assert heard(page)[0]["text_version"] == "toile-fr-2+8"


def test_the_banner_is_used_by_keyboard_alone(world: Any, page: Page) -> None:
    page.goto(cinema(world))
    expect(button(page, "Accepter")).to_be_visible()
    for _ in range(8):
        if button(page, "Refuser").evaluate("(e) => e === document.activeElement"):
            break
        page.keyboard.press("Tab")
    outline = button(page, "Refuser").evaluate(
        "(element) => getComputedStyle(element).outlineStyle"
    )
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_function("heard.length === 1")
    assert heard(page)[0]["choice"] == "no"


def test_the_banner_does_not_block_the_page(world: Any, page: Page) -> None:
    world.page("royal", "/seances", "<title>Séances</title>")
    page.goto(cinema(world))
    expect(button(page, "Accepter")).to_be_visible()
    page.get_by_role("link", name="Séances").click()
    page.wait_for_url("**/seances")


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(world: Any, page: Page, dark: bool) -> None:
    page.goto(cinema(world, style="background:#111;color:#eee" if dark else ""))
    page.add_style_tag(content="main a { color: inherit }")
    expect(button(page, "Accepter")).to_be_visible()
    assert _violations(page) == []
    button(page, "Accepter").click()
    assert _violations(page) == []
    button(page, "Vos choix").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert _violations(page) == []


def test_a_small_phone_shows_both_answers(world: Any, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 480})
    page.goto(cinema(world))
    for name in ("Accepter", "Refuser"):
        expect(button(page, name)).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize(("lang", "tag"), [("en-GB", ""), ("fr", "data-lang=en")])
def test_english_where_the_page_or_the_tag_says_so(
    world: Any, page: Page, lang: str, tag: str
) -> None:
    page.goto(cinema(world, lang=lang, tag=tag))
    button(page, "Decline").click()
    assert heard(page)[0]["language"] == "en"
    button(page, "Your choices").click()
    page.get_by_role("dialog").get_by_text("Data controllers:").wait_for()
    assert "Fermer" not in page.get_by_role("dialog").inner_html()


def test_global_privacy_control_is_the_answer(world: Any, page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})"
    )
    page.goto(cinema(world))
    page.wait_for_function("heard.length === 1")
    assert heard(page)[0]["choice"] == "no"
    expect(button(page, "Accepter")).to_have_count(0)


def test_the_banner_asks_nobody_else(world: Any, page: Page) -> None:
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto(cinema(world))
    button(page, "Accepter").click()
    button(page, "Vos choix").click()
    world.settle(page)
    assert [url for url in seen if ".localhost" not in url] == []


def _violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found
    ]


def test_neither_answer_is_favoured_by_the_focus(world: Any, page: Page) -> None:
    page.goto(cinema(world))
    expect(page.get_by_role("button", name="Accepter").first).to_be_visible()
    page.wait_for_function(
        "document.activeElement?.classList.contains('orejime-Banner')"
        " || document.activeElement === document.body"
    )
    page.evaluate("() => new Promise((done) => setTimeout(done, 200))")
    assert page.evaluate("document.activeElement.tagName") != "BUTTON"
