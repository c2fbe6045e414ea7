"""The menu as a page shows it: links, and headings that open on their links."""

from dataclasses import dataclass
from typing import Any

from toile.portal.accounts.menu import MENU, Destination, count_at


@dataclass(frozen=True)
class Link:
    """A page to go to; ``here``: the page that is shown is it, or lies behind it."""

    url_name: str
    label: Any
    badge: int
    here: bool


@dataclass(frozen=True)
class Group:
    """A heading, which opens on its links."""

    label: Any
    links: tuple[Link, ...]

    @property
    def badge(self) -> int:
        """How many wait at its pages, all together."""
        return sum(link.badge for link in self.links)

    @property
    def here(self) -> bool:
        """Whether the page that is shown stands under it."""
        return any(link.here for link in self.links)


def bar_of(kind: str, here: str) -> tuple[Link | Group, ...]:
    """Give the menu of a kind of organisation; ``here`` names the page that is shown.

    A heading stands where its first page does. One with a single page is that page.
    """
    under: dict[str, list[Link]] = {}
    pages = MENU.get(kind, ())
    for page in pages:
        under.setdefault(_place(page), []).append(_link(page, here))
    headings = {str(page.under) for page in pages}
    return tuple(
        Group(place, tuple(links)) if place in headings and len(links) > 1 else links[0]
        for place, links in under.items()
    )


def _place(page: Destination) -> str:
    return str(page.under) or page.url_name


def _link(page: Destination, here: str) -> Link:
    shown = here == page.url_name or here in page.behind
    return Link(page.url_name, page.label, count_at(page.url_name), shown)
