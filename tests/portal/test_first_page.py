"""The first page, with all that it loads, is light enough for a phone on a bad line."""

import gzip
import re
from pathlib import Path

from django.test import Client

from toile.portal import ui

STATIC = Path(ui.__file__).parent / "static"
MOST = 100_000
_LOADED = re.compile(r"""(?:src|href)="/static/([^"]+)\"""")


def sent(name: str) -> int:
    """The bytes of a file as they are sent: compressed, where a copy lies beside it."""
    packed = STATIC / f"{name}.gz"
    return (packed if packed.exists() else STATIC / name).stat().st_size


def test_the_first_page_weighs_less_than_a_hundred_kilobytes(db: None) -> None:
    page = Client().get("/connexion/").content
    files = set(_LOADED.findall(page.decode()))
    assert {"ui/portal.css", "ui/portal.js", "ui/fonts/inter-latin.woff2"} <= files
    assert len(gzip.compress(page)) + sum(map(sent, files)) < MOST
