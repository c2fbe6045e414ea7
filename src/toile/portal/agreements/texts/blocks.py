"""The writing of a contract: headings, paragraphs, items; nothing else is markup.

A text is kept and hashed as it is written here, then shown as HTML and set as PDF from
the same blocks, so that both say the same.
"""

from dataclasses import dataclass
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Kind = Literal["heading", "text", "items"]
_HEADING, _ITEM = "## ", "- "


@dataclass(frozen=True)
class Block:
    """One block of a text; ``items`` are those of a list."""

    kind: Kind
    text: str = ""
    items: tuple[str, ...] = ()


def blocks_of(text: str) -> list[Block]:
    """Read a text: blocks stand apart by an empty line."""
    return [_block(one) for one in text.strip().split("\n\n") if one.strip()]


def _block(text: str) -> Block:
    lines = [line.strip() for line in text.strip().splitlines()]
    if lines[0].startswith(_HEADING):
        return Block("heading", lines[0][len(_HEADING) :])
    if all(line.startswith(_ITEM) for line in lines):
        return Block("items", items=tuple(line[len(_ITEM) :] for line in lines))
    return Block("text", " ".join(lines))


def to_html(blocks: list[Block]) -> SafeString:
    """Write blocks for a page, every word escaped."""
    return format_html_join("", "{}", ((_html(one),) for one in blocks))


def _html(block: Block) -> SafeString:
    if block.kind == "items":
        items = format_html_join("", "<li>{}</li>", ((one,) for one in block.items))
        return format_html("<ul>{}</ul>", items)
    if block.kind == "heading":
        return format_html("<h3>{}</h3>", block.text)
    return format_html("<p>{}</p>", block.text)
