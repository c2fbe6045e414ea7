"""Each component of the pages says what it takes, and pages give it nothing else.

Without a declaration a component reads whatever its page happens to call so: a card
without a note would show the note of the page around it.
"""

import re
from pathlib import Path

import pytest

PORTAL = Path(__file__).parents[2] / "src/toile/portal"
COMPONENTS = PORTAL / "ui/templates/ui"
_INSIDE = r"""((?:[^>"']|"[^"]*"|'[^']*')*)"""
_USE = re.compile(rf"<c-(?!vars\b)([a-z][\w.-]*){_INSIDE}>")
_VARS = re.compile(rf"<c-vars{_INSIDE}/>")
_ATTRIBUTE = re.compile(r"""([:\w-]+)(?:=("[^"]*"|'[^']*'))?""")
_READ = re.compile(
    r"\{\{ *([a-z_]\w*)|\{% *(?:if|elif|for [\w, ]+ in) +(?:not +)?(\w+)"
)
_BOUND = re.compile(r"\{% *blocktranslate[^%]*?\b(\w+)=")
_LOOP = re.compile(r"\{% *for +([\w, ]+?) +in ")
_GIVEN_BY_DJANGO = {"slot", "attrs", "forloop", "csrf_token", "request"}

Uses = dict[str, set[str]]


def names(inside: str) -> set[str]:
    """The names of the attributes written in a tag."""
    found = _ATTRIBUTE.findall(inside.rstrip().removesuffix("/"))
    return {name.lstrip(":") for name, _value in found}


@pytest.fixture(scope="module")
def uses() -> Uses:
    """Each component that a template uses, with all that it is given anywhere."""
    found: Uses = {}
    for file in PORTAL.rglob("*.html"):
        for name, inside in _USE.findall(file.read_text()):
            found.setdefault(name, set()).update(names(inside))
    assert len(found) > 10
    return found


def declared(name: str) -> set[str] | None:
    """What a component says it takes; ``None`` if it says nothing."""
    found = _VARS.search((COMPONENTS / f"{name}.html").read_text())
    return names(found[1]) if found else None


def read(name: str) -> set[str]:
    """The names that a component reads from around it."""
    text = (COMPONENTS / f"{name}.html").read_text()
    loops = {one.strip() for some in _LOOP.findall(text) for one in some.split(",")}
    found = {first or second for first, second in _READ.findall(text)}
    return found - loops - set(_BOUND.findall(text)) - _GIVEN_BY_DJANGO


def test_every_component_declares_what_it_takes(uses: Uses) -> None:
    assert [name for name in sorted(uses) if declared(name) is None] == []


def test_no_page_gives_what_its_component_does_not_take(uses: Uses) -> None:
    unknown = {name: given - (declared(name) or set()) for name, given in uses.items()}
    assert {name: some for name, some in unknown.items() if some} == {}


def test_no_component_reads_what_it_has_not_declared(uses: Uses) -> None:
    secret = {name: read(name) - (declared(name) or set()) for name in uses}
    assert {name: some for name, some in secret.items() if some} == {}


def test_no_component_declares_what_it_never_reads(uses: Uses) -> None:
    idle = {}
    for name in uses:
        text = _VARS.sub("", (COMPONENTS / f"{name}.html").read_text())
        words = set(re.findall(r"\w+", re.sub(r"\{#.*?#\}", "", text)))
        idle[name] = (declared(name) or set()) - words
    assert {name: some for name, some in idle.items() if some} == {}
