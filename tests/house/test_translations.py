"""French first, English second, both complete: no string escapes the catalogue.

``scripts/translations`` gathers the strings and compiles the catalogue.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from toile import portal

PORTAL = Path(portal.__file__).parent
CATALOGUE = PORTAL / "locale/en/LC_MESSAGES/django.po"
# What is the same in both languages, or no word at all.
_SAME = re.compile(
    r"^[\W\d_]*$|^\W*(Toile|CSV|XLSX|PDF|SIRET|IBAN|BIC|API|URL|OpenAPI|Allociné)\W*$"
    r"|^(Message-ID|webhook-[a-z]+|Var|Bouches-du-Rhône)$"
)
_PLACE = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")
# What holds no words of its own, and the blocks whose words are translated.
_HELD = re.compile(
    r"{#.*?#}|{%\s*comment.*?endcomment\s*%}"
    r"|{%\s*blocktrans(?:late)?.*?endblocktrans(?:late)?\s*%}|{%.*?%}|{{.*?}}"
    r"|<!--.*?-->|<(script|style|code|pre)\b.*?</\1>|<!doctype[^>]*>",
    re.DOTALL,
)
_SAID = re.compile(
    r"""(?<![\w:-])(?:title|alt|aria-label|placeholder|label|note|lead)="([^"]*)\""""
)


# Contracts are French by their nature: what is signed is never translated. What is
# written for developers is English, as all documents for them.
_ONE_LANGUAGE = (
    PORTAL / "agreements/templates/agreements/texts",
    PORTAL / "api/templates/api",
)
TEMPLATES = sorted(
    path
    for path in PORTAL.rglob("templates/**/*.html")
    if path.parent not in _ONE_LANGUAGE
)


def words_of(template: Path) -> list[str]:
    """The words of a template that no translation covers."""
    bare = _HELD.sub(" ", template.read_text())
    said = _SAID.findall(bare)
    # What a block puts into a tag stands outside of one.
    bare = re.sub(r"""[\w:-]+="[^"]*\"""", " ", bare)
    said += re.split(r"\n|\s{2,}", re.sub(r"<[^>]*>", "\n", bare))
    return [one for one in map(str.strip, said) if not _SAME.match(one)]


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda one: str(one.relative_to(PORTAL))
)
def test_every_word_of_a_template_is_translated(template: Path) -> None:
    assert words_of(template) == []


def test_the_catalogue_is_complete() -> None:
    entries = polib.pofile(str(CATALOGUE))
    missing = [one.msgid for one in entries if not one.translated() or one.fuzzy]
    assert missing == []


def test_what_is_put_in_stays_in() -> None:
    for one in polib.pofile(str(CATALOGUE)):
        said = [one.msgstr, *one.msgstr_plural.values()]
        wanted = set(_PLACE.findall(one.msgid_plural or one.msgid))
        for text in filter(None, said):
            found = set(_PLACE.findall(text))
            assert found <= wanted | set(_PLACE.findall(one.msgid)), text
        if said[-1] or not one.msgid_plural:
            assert set(_PLACE.findall(said[-1] or one.msgstr)) == wanted, one.msgid


def test_the_compiled_catalogue_is_that_of_the_sources() -> None:
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    source = polib.pofile(str(CATALOGUE))
    assert {(one.msgctxt, one.msgid): one.msgstr for one in compiled} == {
        (one.msgctxt, one.msgid): one.msgstr for one in source
    }


@pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed")
def test_no_string_escapes_the_catalogue(tmp_path: Path) -> None:
    copy = tmp_path / "portal"
    kept = shutil.ignore_patterns("*.mo", "static", "__pycache__")
    shutil.copytree(PORTAL, copy, ignore=kept)
    command = [sys.executable, "-m", "django", "makemessages", "-l", "en", "-v", "0"]
    subprocess.run(
        [
            *command,
            "-e",
            "html,txt,py,mjml",
            "--no-obsolete",
            "--add-location",
            "never",
        ],
        cwd=copy,
        check=True,
    )
    found = polib.pofile(str(copy / "locale/en/LC_MESSAGES/django.po"))
    committed = polib.pofile(str(CATALOGUE))
    assert {one.msgid for one in found} == {one.msgid for one in committed}
