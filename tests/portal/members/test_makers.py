"""Each maker's tutorial: whole, light, ours; the lines in the form it takes."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders

from toile.portal.cinemas.models import Site
from toile.portal.members.pixel.consent_tools import CONSENT_GUIDES
from toile.portal.members.pixel.lines import lines_of
from toile.portal.members.pixel.makers import MAKERS, Picture
from toile.portal.members.pixel.plugin import php
from toile.portal.members.pixel.tags import made_by_script, scripts_of

ROOT = Path(__file__).parents[3]
LIGHT = 8_000
PICTURES: dict[str, Picture] = {
    step.picture.name: step.picture
    for maker in MAKERS.values()
    for step in maker.steps
    if step.picture
}
ASKED_FOR = {
    "wordpress",
    "wix",
    "joomla",
    "drupal",
    "squarespace",
    "boost",
    "cinegroup",
    "cineoffice",
    "ems",
    "erakys",
    "gtm",
    "other",
}


def test_each_maker_of_cinema_sites_has_a_tutorial_of_ten_minutes_at_most() -> None:
    assert set(MAKERS) == ASKED_FOR
    assert list(MAKERS)[-1] == "other"
    for maker in MAKERS.values():
        assert maker.seen_by
        assert 0 < maker.minutes <= 10
        assert any(step.picture for step in maker.steps)


@pytest.fixture(scope="module")
def drawn() -> Any:
    """What the script draws today, by name."""
    folder = ROOT / "scripts/drawing"
    sys.path.insert(0, str(folder))
    try:
        script = runpy.run_path(str(folder / "back_offices.py"))
    finally:
        sys.path.remove(str(folder))
    return {name: script["drawn"](one) for name, one in script["SCREENS"].items()}


def test_the_pictures_are_those_of_the_script_and_each_is_used(drawn: Any) -> None:
    assert set(drawn) == set(PICTURES)


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_picture_is_light_ours_and_said_in_words(name: str, drawn: Any) -> None:
    found = finders.find(PICTURES[name].file)
    assert isinstance(found, str)
    picture = Path(found).read_text(encoding="utf-8")
    assert picture == drawn[name], "run scripts/drawing/back_offices.py"
    assert len(picture) < LIGHT
    # Nothing of others: no picture inside, nothing fetched.
    assert not re.search(r"<image|href=|url\(", picture)
    assert len(str(PICTURES[name].alt)) > 20


@pytest.mark.parametrize("tool", CONSENT_GUIDES)
def test_scripts_are_read_from_the_lines_and_nothing_is_lost(tool: str) -> None:
    lines = lines_of(Site(name="Le Royal", key="a_key-of-16-sign"), tool)
    scripts = scripts_of(lines)
    assert len(scripts) == lines.count("<script")
    loaded = [script for script in scripts if script.source]
    assert [script.source for script in loaded] == re.findall(r'src="([^"]+)"', lines)
    for script in loaded:
        assert script.attributes["crossorigin"] == "anonymous"
        assert script.attributes["async"] is True


def test_for_the_tag_manager_every_attribute_is_set_by_code() -> None:
    lines = '<script async data-consent="a&amp;b" src="https://p.test/x.js"></script>'
    made = made_by_script(lines)
    assert 'tag.setAttribute("data-consent", "a&b");' in made
    assert 'tag.setAttribute("src", "https://p.test/x.js");' in made
    assert "src=" not in made


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("l'été", r"'l\'été'"),
        ("a\\b", r"'a\\b'"),
        ("$x {$y} <?php ?>", "'$x {$y} <?php ?>'"),
        (True, "true"),
        ({"a": ["b"]}, "array( 'a' => array( 'b' ) )"),
    ],
)
def test_php_reads_a_text_as_it_was_written(value: object, written: str) -> None:
    assert php(value) == written


def test_what_php_could_not_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="no place"):
        php(1.5)


def test_the_documents_tell_what_the_portal_tells() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts/tutorials.py"), "--check"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
