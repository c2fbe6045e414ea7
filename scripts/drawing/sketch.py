"""How a back office is sketched: a window, a menu, and a column of plain blocks.

Our own lines, in words that a cinema reads on its screen; nobody's logo, nobody's
colours. What must be done carries a number in a dot. 480 units wide, so that a phone
shows it at two thirds and it can still be read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 480
BAR = 30
MENU = 132
ROW = 30
GAP = 14
INK, SOFT, LINE, PAPER = "#1d1b20", "#5c5763", "#cfcad3", "#ffffff"
ACCENT, TINT, DARK = "#9a1f40", "#fbeef1", "#2f2b36"
_SANS = 'font-family="system-ui, -apple-system, Segoe UI, sans-serif"'
_MONO = 'font-family="ui-monospace, Menlo, Consolas, monospace"'


@dataclass(frozen=True)
class Block:
    """Something in the column; ``mark`` is the number of what is done there."""

    text: str
    mark: int = 0


@dataclass(frozen=True)
class Title(Block):
    """The page's heading."""


@dataclass(frozen=True)
class Note(Block):
    """A line of small words."""


@dataclass(frozen=True)
class Button(Block):
    """A button; ``strong``: the one to click."""

    strong: bool = False


@dataclass(frozen=True)
class Field(Block):
    """A field with a label above it and a value in it."""

    value: str = ""


@dataclass(frozen=True)
class Option(Block):
    """One of several choices, chosen or not."""

    chosen: bool = False


@dataclass(frozen=True)
class Code(Block):
    """A box of code with our lines in it; ``text`` is its label."""

    lines: Sequence[str] = (
        '<script async … src="…/consent.js?site=…">',
        '<script async … src="…/pixel.js?site=…">',
    )


@dataclass(frozen=True)
class Row(Block):
    """A row of a list, with a button at its end."""

    button: str = ""


@dataclass(frozen=True)
class Screen:
    """A window: its address, its menu with the chosen entry, its column."""

    address: str
    blocks: Sequence[Block]
    menu: Sequence[str] = ()
    chosen: str = ""
    mark: int = 0
    dark: bool = True


def drawn(screen: Screen) -> str:
    """Draw a screen as SVG; the same screen gives the same bytes."""
    left = (MENU if screen.menu else 0) + 18
    parts, y = [], BAR + 18
    for block in screen.blocks:
        drawn_block, height = _block(block, left, y)
        parts.append(drawn_block)
        y += height + GAP
    height = max(y + 4, BAR + 20 + len(screen.menu) * ROW)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" {_SANS} font-size="14">'
    )
    frame = _box(0.5, 0.5, WIDTH - 1, height - 1, PAPER, LINE, 8)
    body = [head, frame, *_menu(screen, height), *_bar(screen), *parts, "</svg>"]
    return "\n".join(body) + "\n"


def _bar(screen: Screen) -> list[str]:
    dots = "".join(
        f'<circle cx="{x}" cy="15" r="4" fill="{LINE}"/>' for x in (16, 30, 44)
    )
    return [
        f'<path d="M1 {BAR}V8a7 7 0 0 1 7-7H472a7 7 0 0 1 7 7V{BAR}z" fill="#f1eef3"/>',
        dots,
        _box(60, 6, 404, 18, PAPER, LINE, 9),
        _text(screen.address, 72, 19, size=11, fill=SOFT),
    ]


def _menu(screen: Screen, height: int) -> list[str]:
    if not screen.menu:
        return []
    ground, words = (DARK, "#ffffff") if screen.dark else ("#f7f5f8", INK)
    parts = [
        f'<path d="M1 {BAR}H{MENU}V{height - 1}H8a7 7 0 0 1-7-7z" fill="{ground}"/>'
    ]
    for place, entry in enumerate(screen.menu):
        y = BAR + 10 + place * ROW
        if entry == screen.chosen:
            parts.append(_box(6, y, MENU - 12, ROW - 4, ACCENT, "none", 5))
            parts.append(_text(entry, 16, y + 18, size=13, fill="#ffffff"))
            parts.append(_mark(screen.mark, MENU - 8, y + 13))
        else:
            parts.append(_text(entry, 16, y + 18, size=13, fill=words))
    return parts


def _block(block: Block, x: int, y: int) -> tuple[str, int]:
    width = WIDTH - x - 24
    match block:
        case Title():
            return _text(block.text, x, y + 14, size=17, weight=600), 18
        case Note():
            return _text(block.text, x, y + 10, size=12, fill=SOFT), 12
        case Button():
            return _button(block, x, y)
        case Field():
            return _field(block, x, y, width)
        case Option():
            return _option(block, x, y)
        case Code():
            return _code(block, x, y, width)
        case Row():
            return _row(block, x, y, width)
    raise TypeError(f"{block} cannot be drawn")


def _button(block: Button, x: int, y: int) -> tuple[str, int]:
    wide = _wide(block.text) + 28
    fill, ink = (ACCENT, "#ffffff") if block.strong else (PAPER, INK)
    edge = ACCENT if block.strong or block.mark else LINE
    words = _text(block.text, x + 14, y + 20, fill=ink)
    return _box(x, y, wide, 30, fill, edge, 5) + words + _mark(
        block.mark, x + wide, y
    ), 30


def _field(block: Field, x: int, y: int, width: int) -> tuple[str, int]:
    edge, ground = (ACCENT, TINT) if block.mark else (LINE, PAPER)
    return (
        _text(block.text, x, y + 10, size=12, fill=SOFT)
        + _box(x, y + 17, width, 28, ground, edge, 4)
        + _text(block.value, x + 10, y + 36, size=13)
        + _mark(block.mark, x + width, y + 17)
    ), 45


def _option(block: Option, x: int, y: int) -> tuple[str, int]:
    dot = f'<circle cx="{x + 8}" cy="{y + 9}" r="4" fill="{ACCENT}"/>'
    edge = ACCENT if block.chosen else LINE
    return (
        f'<circle cx="{x + 8}" cy="{y + 9}" r="7.5" fill="{PAPER}" stroke="{edge}"/>'
        + (dot if block.chosen else "")
        + _text(block.text, x + 24, y + 14)
        + _mark(block.mark, x + 40 + _wide(block.text), y + 9)
    ), 18


def _code(block: Code, x: int, y: int, width: int) -> tuple[str, int]:
    top = 17 if block.text else 0
    high = len(block.lines) * 17 + 16
    lines = "".join(
        f'<text x="{x + 10}" y="{y + top + 20 + place * 17}" {_MONO} '
        f'xml:space="preserve" font-size="10.5" fill="{INK}">{escape(line)}</text>'
        for place, line in enumerate(block.lines)
    )
    label = _text(block.text, x, y + 10, size=12, fill=SOFT) if block.text else ""
    return (
        label
        + _box(x, y + top, width, high, TINT, ACCENT, 4)
        + lines
        + _mark(block.mark, x + width, y + top)
    ), top + high


def _row(block: Row, x: int, y: int, width: int) -> tuple[str, int]:
    parts = _box(x, y, width, 38, PAPER, LINE, 4) + _text(block.text, x + 12, y + 24)
    if block.button:
        wide = _wide(block.button) + 20
        at = x + width - wide - 6
        parts += _box(at, y + 6, wide, 26, ACCENT if block.mark else PAPER, LINE, 4)
        ink = "#ffffff" if block.mark else INK
        parts += _text(block.button, at + 10, y + 24, size=13, fill=ink)
    return parts + _mark(block.mark, x + width, y), 38


def _box(
    x: float, y: float, width: float, height: float, fill: str, edge: str, round_: int
) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{round_}" '
        f'fill="{fill}" stroke="{edge}"/>'
    )


def _text(
    text: str, x: float, y: float, *, size: int = 14, fill: str = INK, weight: int = 400
) -> str:
    bold = f' font-weight="{weight}"' if weight != 400 else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}"{bold}>'
        f"{escape(text)}</text>"
    )


def _mark(number: int, x: float, y: float) -> str:
    if not number:
        return ""
    return (
        f'<circle cx="{x}" cy="{y}" r="10" fill="{ACCENT}" stroke="{PAPER}" '
        f'stroke-width="2"/><text x="{x}" y="{y + 4.5}" font-size="12" '
        f'font-weight="700" fill="{PAPER}" text-anchor="middle">{number}</text>'
    )


def _wide(text: str) -> int:
    return round(len(text) * 7.6)
