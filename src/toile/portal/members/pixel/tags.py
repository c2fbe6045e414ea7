"""The scripts that a site's lines hold, for places that take no plain HTML.

WordPress prints script tags by functions of its own; Google Tag Manager drops the
attributes that it does not know. Both are served from the very lines that others paste,
so that there is one source.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass(frozen=True)
class Script:
    """One script element: its attributes (``True``: present alone), and its code."""

    attributes: Mapping[str, str | bool]
    code: str = ""

    @property
    def source(self) -> str:
        """Where it is loaded from; empty for code that stands in the page."""
        return str(self.attributes.get("src", ""))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Script] = []
        self._open: dict[str, str | bool] | None = None
        self._code = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self._open = {name: value or True for name, value in attrs}
            self._code = ""

    def handle_data(self, data: str) -> None:
        self._code += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._open is not None:
            self.found.append(Script(self._open, self._code.strip()))
            self._open = None


def scripts_of(lines: str) -> list[Script]:
    """Read the script elements of a site's lines, in their order."""
    reader = _Reader()
    reader.feed(lines)
    reader.close()
    return reader.found


def made_by_script(lines: str) -> str:
    """Write lines that make each loaded script by code, attributes and all.

    For Google Tag Manager: it takes ``<script src>`` apart and puts it together again
    without attributes of ours, and it knows no JavaScript younger than ES5.
    """
    return "\n".join(map(_made, scripts_of(lines)))


def _made(script: Script) -> str:
    if not script.source:
        return f"<script>\n{script.code}\n</script>"
    set_each = "\n".join(
        f"  tag.setAttribute({_text(name)}, {_text('' if value is True else value)});"
        for name, value in script.attributes.items()
        if name != "async"
    )
    return f"""\
<script>
(function () {{
  var tag = document.createElement("script");
{set_each}
  document.head.appendChild(tag);
}})();
</script>"""


def _text(value: str | bool) -> str:
    # "</script>" inside a string would end the element.
    return json.dumps(str(value)).replace("</", "<\\/")
