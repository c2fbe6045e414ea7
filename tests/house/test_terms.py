"""The English catalogue has one term for one idea: the glossary's."""

import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "src/toile/portal/locale/en/LC_MESSAGES/django.po"
GLOSSARY = ROOT / "docs/glossary.md"

# What French calls it; the English term; what English must not call it instead.
TERMS = [
    (r"responsable", "person in charge", r"responsib|\bowner"),
    (r"places? de marché|\bSSP\b", "exchange", r"marketplace|\bSSPs?\b"),
]
ENTRIES = [one for one in polib.pofile(str(CATALOGUE)) if not one.obsolete]


def english(entry: polib.POEntry) -> str:
    return " ".join([entry.msgstr, *entry.msgstr_plural.values()])


@pytest.mark.parametrize(("french", "term", "forbidden"), TERMS)
def test_no_other_word_stands_for_it(french: str, term: str, forbidden: str) -> None:
    found = [
        english(entry)
        for entry in ENTRIES
        if re.search(french, f"{entry.msgid} {entry.msgid_plural}", re.IGNORECASE)
        and re.search(forbidden, english(entry), re.IGNORECASE)
    ]
    assert found == []


@pytest.mark.parametrize(("french", "term", "forbidden"), TERMS)
def test_what_french_calls_so_english_calls_by_its_term(
    french: str, term: str, forbidden: str
) -> None:
    # A person or people: the end of the term is what both share.
    end = " ".join(term.split()[-2:])
    meant = [
        entry
        for entry in ENTRIES
        if re.search(french, f"{entry.msgid} {entry.msgid_plural}", re.IGNORECASE)
    ]
    assert len(meant) > 5
    missed = [one.msgstr for one in meant if end not in english(one).lower()]
    assert missed == []


def test_what_people_write_to_each_other_is_no_exchange() -> None:
    other = [
        entry.msgstr
        for entry in ENTRIES
        if re.search(r"\bexchange", english(entry), re.IGNORECASE)
        and re.search(
            r"\béchange", f"{entry.msgid} {entry.msgid_plural}", re.IGNORECASE
        )
    ]
    assert other == []


@pytest.mark.parametrize("term", [term for _french, term, _forbidden in TERMS])
def test_the_glossary_has_it(term: str) -> None:
    assert re.search(rf"^\| {term}\b", GLOSSARY.read_text(), re.MULTILINE)
