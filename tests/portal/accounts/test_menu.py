"""The menu: every page within reach, and none of it must be scrolled."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.urls import reverse

from toile.portal.accounts.bar import Group, Link, bar_of
from toile.portal.accounts.menu import MENU

MOST_ON_THE_BAR = 7


@pytest.mark.parametrize("kind", MENU)
def test_a_bar_is_short_and_leaves_no_page_out(kind: str) -> None:
    bar = bar_of(kind, "")
    assert len(bar) <= MOST_ON_THE_BAR, "give the new page a heading (menu.Heading)"
    links = [
        link
        for entry in bar
        for link in (entry.links if isinstance(entry, Group) else [entry])
    ]
    assert sorted(link.url_name for link in links) == sorted(
        page.url_name for page in MENU[kind]
    )
    assert bar[0] == links[0], "the home is no heading"


@pytest.mark.parametrize("kind", MENU)
def test_every_page_of_the_menu_knows_where_it_stands(kind: str) -> None:
    for page in MENU[kind]:
        for shown in (page.url_name, *page.behind):
            here = [entry for entry in bar_of(kind, shown) if entry.here]
            assert len(here) == 1, shown
            if isinstance(here[0], Group):
                assert [link.url_name for link in here[0].links if link.here] == [
                    page.url_name
                ]


def test_a_heading_with_one_page_is_that_page() -> None:
    for kind in MENU:
        for entry in bar_of(kind, ""):
            assert isinstance(entry, Link) or len(entry.links) > 1


class _Nav(HTMLParser):
    """What a screen reader is told of the main menu."""

    def __init__(self) -> None:
        super().__init__()
        self.current: list[tuple[str, str]] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "details" and given.get("name"):
            self.names.add(str(given["name"]))
        if "aria-current" in given:
            self.current.append((tag, str(given["aria-current"])))


def test_the_page_and_its_heading_are_told_as_current(
    people: Any, sign_in: Any
) -> None:
    page = sign_in("scare").get(reverse("custody:keys")).content.decode()
    nav = _Nav()
    nav.feed(page[page.index("<nav") : page.index("</nav>")])
    assert nav.current == [("summary", "true"), ("a", "page")]
    # One name: the browser closes one heading when another is opened.
    assert nav.names == {"menu"}
