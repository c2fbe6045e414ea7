"""Each class of the portal's style has one place, and a page that wears it."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STYLES = ROOT / "web/portal/styles"
PORTAL = ROOT / "src/toile/portal"
_CLASS = re.compile(r"^  \.([a-z][\w-]*) \{", re.MULTILINE)
# Names that templates put together from a number or from a token's name.
_MADE = re.compile(r"^(swatch|legend)-")


def places() -> dict[str, list[str]]:
    """Each class with the files that give it its look; paper is a look of its own."""
    found = defaultdict(list)
    for file in sorted(STYLES.glob("*.css")):
        if file.name != "print.css":
            for name in _CLASS.findall(file.read_text()):
                found[name].append(file.name)
    return dict(found)


def test_no_class_is_defined_twice() -> None:
    assert {name: files for name, files in places().items() if len(files) > 1} == {}


@pytest.fixture(scope="module")
def worn() -> set[str]:
    """Every word of the templates, the portal's code and its scripts."""
    files = [*PORTAL.rglob("*.html"), *PORTAL.rglob("*.py"), *PORTAL.rglob("*.css")]
    files = [one for one in files if "static" not in one.parts]
    files += (ROOT / "web/portal").glob("*.ts")
    return {word for one in files for word in re.findall(r"[\w-]+", one.read_text())}


def test_every_class_is_worn(worn: set[str]) -> None:
    names = {name for name in places() if not _MADE.match(name)}
    assert names - worn == set()
