"""Pages from the files in ``pages``: text is escaped, marked HTML is not."""

import html
import re
from functools import cache
from pathlib import Path
from string import Template
from typing import NewType

PAGES = Path(__file__).parent / "pages"

Html = NewType("Html", str)

# French sets a space before these marks, and no line may break there.
_BEFORE_MARK = re.compile(r" (?=[:;?!»%€](?:[\s<.,)]|$))")
_AFTER_MARK = re.compile(r"(?<=«) ")


def text(value: object) -> Html:
    """Escape a value for use in HTML, in text and in attributes."""
    return Html(html.escape(_french(str(value))))


def _french(words: str) -> str:
    return _AFTER_MARK.sub("\u00a0", _BEFORE_MARK.sub("\u00a0", words))


def join(parts: list[Html], between: str = "") -> Html:
    """Put pieces of HTML one after the other."""
    return Html(between.join(parts))


@cache
def _template(file: str) -> Template:
    return Template(_french((PAGES / file).read_text(encoding="utf-8")))


def page(file: str, /, *, marked: dict[str, Html], **texts: object) -> Html:
    """Fill a page: ``marked`` is HTML already, all others are escaped.

    Raises ``KeyError`` for a name of the page that is not given.
    """
    values: dict[str, str] = {key: text(value) for key, value in texts.items()}
    values |= marked
    return Html(_template(file).substitute(values))
