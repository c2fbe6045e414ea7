"""Finding a banner's buttons on a page, and pressing them as a visitor would."""

import re
from contextlib import suppress

from playwright.sync_api import Error, Frame, Locator, Page

from toile.ops.sitecheck.seen import Box
from toile.ops.sitecheck.tools import (
    ACCEPT_WORDS,
    BY_CODE,
    REFUSE_WORDS,
    REOPEN_WORDS,
    TOOLS,
    ConsentTool,
)

_MOST_FRAMES = 12
_MOST_BUTTONS = 300
_PRESSABLE = "button, a, [role=button], input[type=button], input[type=submit], summary"
_TEXT_MOST = 20_000


def tool_of(page: Page) -> str:
    """Recognise the consent tool of a page; "" if none is known."""
    tests = ", ".join(f"{tool.code}: () => {tool.present}" for tool in TOOLS)
    found = page.evaluate(
        f"""() => {{
            const tests = {{{tests}}};
            for (const [code, test] of Object.entries(tests)) {{
                try {{ if (test()) return code; }} catch {{}}
            }}
            return "";
        }}"""
    )
    return str(found)


def accept_button(page: Page, tool: str) -> Locator | None:
    """Find what says yes on the first layer."""
    known = BY_CODE.get(tool)
    return _known(page, known.accept if known else "") or _worded(page, ACCEPT_WORDS)


def refuse_button(page: Page, tool: str) -> Locator | None:
    """Find what says no on the first layer."""
    known = BY_CODE.get(tool)
    return _known(page, known.refuse if known else "") or _worded(page, REFUSE_WORDS)


def box_of(button: Locator | None) -> Box | None:
    """Measure a button as it is seen."""
    if button is None:
        return None
    try:
        seen = button.bounding_box() or {"width": 0.0, "height": 0.0}
        words = button.inner_text().strip() or button.get_attribute("value") or ""
        letters = button.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    except Error:
        return None
    return Box(words[:80], seen["width"], seen["height"], float(letters))


def banner_text(page: Page, tool: str) -> str:
    """Read what the first layer says; the whole page's words if it has no place."""
    known = BY_CODE.get(tool)
    if known and known.banner:
        place = _known(page, known.banner)
        if place is not None:
            return place.inner_text()[:_TEXT_MOST]
    button = _worded(page, ACCEPT_WORDS)
    if button is None:
        return ""
    # The nearest thing around the button that says more than the button does.
    around = button.evaluate(
        """e => {
            let at = e;
            while (at.parentElement && at.innerText.length < 200) at = at.parentElement;
            return at.innerText;
        }"""
    )
    return str(around)[:_TEXT_MOST]


def answer(page: Page, button: Locator | None) -> bool:
    """Press a button of the first layer, which goes away with it."""
    if button is None or not press(button):
        return False
    page.wait_for_timeout(300)
    with suppress(Error):
        # A question of the browser's own (open this program?) swallows what a mouse
        # does, and nobody is there to answer it.
        if button.is_visible():
            button.dispatch_event("click", timeout=1_000)
    return True


def press(button: Locator | None) -> bool:
    """Press a button; tell whether it could be."""
    if button is None:
        return False
    try:
        button.click(timeout=3_000)
    except Error:
        try:
            # Something lies over it; the press is what matters.
            button.dispatch_event("click", timeout=1_000)
        except Error:
            return False
    return True


def reopen(page: Page, tool: str) -> bool:
    """Open the choices again, by the tool's own way or by words in the page."""
    known = BY_CODE.get(tool)
    for way in known.reopen if known else ():
        if way.startswith("js:"):
            call = way.removeprefix("js:")
            opened = page.evaluate(
                f"() => {{ try {{ {call}; return true; }} catch {{ return false; }} }}"
            )
            if opened:
                return True
        elif press(_known(page, way)):
            return True
    return press(_worded(page, REOPEN_WORDS))


def take_back(page: Page, tool: str) -> bool:
    """Refuse where the choices have been opened again."""
    known = BY_CODE.get(tool)
    if known and known.take_back:
        first, *then = known.take_back
        if press(_awaited(page, first)):
            for each in then:
                press(_awaited(page, each))
            return True
    page.wait_for_timeout(500)
    return press(refuse_button(page, tool))


def is_asking(page: Page, tool: str) -> bool:
    """Tell whether the first layer is shown."""
    known: ConsentTool | None = BY_CODE.get(tool)
    if known and known.banner:
        return _known(page, known.banner) is not None
    return _worded(page, ACCEPT_WORDS) is not None


def _frames(page: Page) -> list[Frame]:
    # Some tools draw their banner in a frame of their own.
    return page.frames[:_MOST_FRAMES]


def _known(page: Page, selector: str) -> Locator | None:
    if not selector:
        return None
    for frame in _frames(page):
        try:
            found = frame.locator(selector)
            for number in range(min(found.count(), 5)):
                if found.nth(number).is_visible():
                    return found.nth(number)
        except Error:
            continue
    return None


def _awaited(page: Page, selector: str) -> Locator | None:
    for _ in range(6):
        found = _known(page, selector)
        if found is not None:
            return found
        page.wait_for_timeout(250)
    return None


def _worded(page: Page, words: re.Pattern[str]) -> Locator | None:
    for frame in _frames(page):
        try:
            found = frame.locator(_PRESSABLE).filter(has_text=words)
            for number in range(min(found.count(), _MOST_BUTTONS)):
                one = found.nth(number)
                if one.is_visible() and words.match(one.inner_text().strip()):
                    return one
        except Error:
            continue
    return None
