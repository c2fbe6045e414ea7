"""Plain text with a little form: paragraphs, lists, words in bold, addresses.

A blank line ends a paragraph; a line that begins with "- " is an item of a list;
``**words**`` are bold; web addresses become links. Everything else is text: no HTML
that somebody types or pastes gets through.
"""

import re

from django.utils.html import escape, urlize
from django.utils.safestring import SafeString, mark_safe

_BETWEEN = re.compile(r"\n\s*\n")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_ITEM = "- "


def as_html(text: str) -> SafeString:
    """Write the text as HTML."""
    blocks = _BETWEEN.split(text.replace("\r\n", "\n").strip())
    written = "\n".join(_block(block) for block in blocks if block.strip())
    return mark_safe(written)  # noqa: S308 - each line was escaped


def as_text(text: str) -> str:
    """Write the text as it is read without form: the marks of bold go."""
    return _BOLD.sub(r"\1", text.replace("\r\n", "\n").strip())


def _block(block: str) -> str:
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    written, items = [], list[str]()
    said = list[str]()
    for line in [*lines, ""]:
        if line.startswith(_ITEM):
            items.append(f"<li>{_line(line.removeprefix(_ITEM))}</li>")
            written += _paragraph(said)
            said = []
            continue
        if items:
            written.append(f"<ul>{''.join(items)}</ul>")
            items = []
        if line:
            said.append(_line(line))
    return "\n".join(written + _paragraph(said))


def _paragraph(lines: list[str]) -> list[str]:
    return [f"<p>{'<br>'.join(lines)}</p>"] if lines else []


def _line(line: str) -> str:
    return _BOLD.sub(r"<strong>\1</strong>", urlize(escape(line)))
