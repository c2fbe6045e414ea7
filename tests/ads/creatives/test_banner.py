"""Markup of inserts and pop-ups: small, ours alone, and declared for what it is."""

import re
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest

from toile.ads.creatives import attributes, banner, popup
from toile.ads.creatives.addresses import Hosts
from toile.ads.creatives.weight import (
    BEFORE_CLICK_BYTES,
    FRAME_BYTES,
    INITIAL_BYTES,
    initial_bytes,
    is_light,
    may_autoplay,
)
from toile.edge.bundles import source
from toile.wire.plan import Creative, Line, Placement

TOKEN = "T" * 220
WRITERS = pytest.mark.parametrize("write", [banner.markup, popup.markup])


class Elements(HTMLParser):
    """All elements with their attributes, and all text outside of script and style."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def one(self, tag: str) -> dict[str, str | None]:
        (attributes,) = (attrs for name, attrs in self.found if name == tag)
        return attributes


@WRITERS
def test_it_asks_our_frame_and_nobody_else(
    write: Any, line: Line, place: Placement, hosts: Hosts
) -> None:
    html = write(line, place, TOKEN, hosts=hosts)
    assert re.findall(r"\w+://[^/\"']+", html) == [hosts.ads]
    frame = Elements(html).one("iframe")
    assert frame["src"] == f"{hosts.ads}/frame/{TOKEN}"
    assert frame["sandbox"] == (
        "allow-scripts allow-popups allow-popups-to-escape-sandbox"
    )


@WRITERS
def test_the_price_goes_along_where_the_impression_bills(
    write: Any, line: Line, place: Placement, hosts: Hosts
) -> None:
    html = write(line, place, TOKEN, hosts=hosts, priced=True, by_hand=True)
    src = Elements(html).one("iframe")["src"]
    assert src == f"{hosts.ads}/frame/{TOKEN}?p=${{AUCTION_PRICE}}&play=hand"


@WRITERS
def test_a_distributors_name_stays_a_name(
    write: Any, line: Line, place: Placement, hosts: Hosts
) -> None:
    saucy = msgspec.structs.replace(line, distributor="\"><script src='//x'></script>")
    html = write(saucy, place, TOKEN, hosts=hosts)
    tags = [tag for tag, _ in Elements(html).found]
    assert tags.count("script") == 1
    assert Elements(html).one("iframe")["title"] == f"Publicité – {saucy.distributor}"


@WRITERS
def test_markup_and_frame_weigh_what_is_reckoned_for_them(
    write: Any, line: Line, place: Placement, hosts: Hosts
) -> None:
    html = write(line, place, TOKEN, hosts=hosts, priced=True)
    assert len(html.encode()) <= 3_000
    # The frame is told some addresses and a few cinemas; the bid's bytes are ours too.
    assert len(source("frame.html")) + len(html.encode()) + 3_000 <= FRAME_BYTES


def test_an_insert_is_light_until_its_poster_is_not(
    film: Creative, place: Placement
) -> None:
    assert initial_bytes(film, place) == FRAME_BYTES + 40_000
    assert is_light(film, place)
    most = INITIAL_BYTES - FRAME_BYTES
    for size, light in ((most, True), (most + 1, False)):
        poster = msgspec.structs.replace(film.poster, size_bytes=size, fits={})
        heavy = msgspec.structs.replace(film, poster=poster)
        assert is_light(heavy, place) is light


def test_a_teaser_starts_by_itself_below_four_megabytes_in_all(
    film: Creative, picture: Creative, place: Placement
) -> None:
    assert film.teaser is not None
    most = BEFORE_CLICK_BYTES - initial_bytes(film, place)
    for size, plays in ((most, True), (most + 1, False)):
        teaser = msgspec.structs.replace(film.teaser, size_bytes=size)
        sized = msgspec.structs.replace(film, teaser=teaser)
        assert may_autoplay(sized, place) is plays
    assert not may_autoplay(picture, place)


def test_it_is_declared_for_what_it_is(
    film: Creative, picture: Creative, place: Placement, popup_place: Placement
) -> None:
    assert attributes.of_banner(picture, place) == (21,)
    assert attributes.of_banner(film, place) == (6,)
    assert attributes.of_banner(film, place, by_hand=True) == (7,)
    assert 8 in attributes.of_banner(picture, popup_place)
    assert attributes.of_banner(film, popup_place) == (6, 8)
    assert attributes.of_video(None) == ()
    assert attributes.of_video(5_000) == (16,)
