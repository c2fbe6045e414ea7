"""Each mail as it is read: its text against a golden file, its HTML against rules.

To renew the golden files after a change that was meant: run this file with
``TOILE_RENEW=1`` in the environment, and read what git then shows.
"""

import os
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mail.letters import LETTERS
from toile.portal import mail as room
from toile.portal.mail.rendering import render

GOLDEN = Path(__file__).parent / "golden"
PORTAL = Path(room.__file__).parents[1]
REFUSE = "http://localhost:8000/courrier/desinscription/abc/"


class Reader(HTMLParser):
    """Collects the words and the links of a mail."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.outside: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.links.append(given.get("href") or "")
        elif tag in {"img", "link", "script", "iframe"}:
            self.outside.append(tag)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html.partition("<body")[2])
    return reader


def test_every_template_has_an_example_and_both_forms() -> None:
    found = {
        f"{path.parent.name}/{path.stem}"
        for path in PORTAL.glob("*/templates/mail/*/*.txt")
    }
    assert found == set(LETTERS)
    set_too = {
        f"{path.parent.name}/{path.stem}"
        for path in PORTAL.glob("*/templates/mail/*/*.mjml")
    }
    assert set_too == found


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_reads_as_it_did(name: str) -> None:
    letter = render(name, LETTERS[name], "fr")
    golden = GOLDEN / f"{name.replace('/', '.')}.txt"
    said = f"{letter.subject}\n\n{letter.text}"
    if os.environ.get("TOILE_RENEW"):
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LETTERS)
def test_the_html_fetches_nothing_and_says_what_the_text_says(name: str) -> None:
    letter = render(name, LETTERS[name], "fr", REFUSE)
    html = read(letter.html)
    assert html.outside == []
    assert "url(" not in letter.html
    assert "@import" not in letter.html
    links = [LETTERS[name].get("url"), REFUSE]
    for link in filter(None, links):
        assert link in letter.text
        assert link in html.links
    body = " ".join(html.words)
    for key, value in LETTERS[name].items():
        # A text with a form of its own is checked where its form is made.
        if isinstance(value, str) and key not in {"text", "html"}:
            assert " ".join(value.split()) in body or "://" in value


def test_a_subject_is_one_line_whatever_is_in_it() -> None:
    values = LETTERS["accounts/invitation"] | {"organisation": "Royal\r\nBcc: x@y.fr"}
    letter = render("accounts/invitation", values, "fr")
    assert "\n" not in letter.subject
    assert "\r" not in letter.subject
