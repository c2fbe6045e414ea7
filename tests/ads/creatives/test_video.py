"""Which renditions a player takes, by OpenRTB's video object; and what it is told."""

import uuid
from typing import Any

import msgspec
import pytest

from toile.ads.creatives.addresses import Hosts
from toile.ads.creatives.frame import FrameTokens
from toile.ads.creatives.video import (
    Showing,
    choose,
    in_line,
    of_creative,
    template,
    values,
)
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.ids import Ulid, ulid_int
from toile.wire.openrtb import Banner, Format, Video
from toile.wire.plan import Creative, Line

PLAYER: dict[str, Any] = {"mimes": ("video/mp4",), "w": 640, "h": 360}


def asked(**changed: Any) -> Video:
    return Video(**{**PLAYER, **changed})


def chosen(film: Creative, **changed: Any) -> Showing:
    showing = choose(film, asked(**changed))
    assert isinstance(showing, Showing)
    return showing


@pytest.mark.parametrize(
    ("player", "best"),
    [
        ({}, 640),
        ({"w": 1920, "h": 1080}, 1280),
        ({"w": 1280, "h": 720}, 1280),
        ({"w": 320, "h": 180}, 640),
        # The larger one is nearer, but more than the player can show.
        ({"w": 1100, "h": 600}, 640),
        ({"w": None, "h": None}, 1280),
        ({"w": 1280, "h": 720, "maxbitrate": 500}, 640),
        ({"minbitrate": 500}, 1280),
    ],
)
def test_the_rendition_nearest_to_the_player_comes_first(
    film: Creative, player: dict[str, Any], best: int
) -> None:
    assert chosen(film, **player).films[0].width == best


@pytest.mark.parametrize(
    "player",
    [
        {"mimes": ("video/MP4; codecs=avc1",)},
        {"mimes": ("video/webm", "video/mp4")},
        {"minduration": 15, "maxduration": 30},
        {"rqddurs": (15, 30)},
        {"protocols": (2, 3, 13)},
        {"protocols": (15,)},
        {"protocols": ()},
        {"delivery": (1, 2)},
        {"linearity": 1},
        {"api": (1, 2)},
        {"minduration": -5, "skipafter": -1},
    ],
)
def test_a_player_that_can_show_it_is_bid_on(
    film: Creative, player: dict[str, Any]
) -> None:
    assert isinstance(choose(film, asked(**player)), Showing)


@pytest.mark.parametrize(
    "player",
    [
        {"mimes": ("video/webm",)},
        {"mimes": ()},
        {"maxduration": 29},
        {"minduration": 31},
        {"rqddurs": (15, 20)},
        {"protocols": (2, 3, 5, 6, 7, 8)},
        {"delivery": (1,)},
        {"linearity": 2},
        {"maxbitrate": 100},
        {"minbitrate": 5_000},
    ],
)
def test_a_player_that_cannot_is_refused_by_code(
    film: Creative, player: dict[str, Any]
) -> None:
    assert choose(film, asked(**player)) is NoBidReason.CREATIVE


def test_a_poster_is_nothing_for_a_player(picture: Creative) -> None:
    assert choose(picture, asked()) is NoBidReason.CREATIVE
    assert of_creative(picture) is None


@pytest.mark.parametrize(
    ("player", "after"),
    [
        ({}, None),
        ({"skip": 0}, None),
        ({"skip": 1}, 0),
        ({"skip": 1, "skipafter": 5}, 5_000),
        ({"skip": 1, "skipmin": 60}, None),
        ({"skip": 1, "skipafter": 40}, None),
        ({"skip": 1, "battr": (16,)}, None),
    ],
)
def test_it_may_be_skipped_as_the_player_says(
    film: Creative, player: dict[str, Any], after: int | None
) -> None:
    assert chosen(film, **player).skip_ms == after


def test_the_poster_beside_has_the_size_of_the_place_there(film: Creative) -> None:
    def beside(**player: Any) -> tuple[int, int] | None:
        media = chosen(film, **player).companion
        return None if media is None else (media.width, media.height)

    tall = Banner(format=(Format(160, 600), Format(300, 600)))
    assert beside(companionad=(Banner(w=728, h=90), tall)) == (300, 600)
    assert beside() == (300, 250)
    assert beside(companiontype=(2, 3)) is None


def test_a_direct_player_gets_every_rendition(film: Creative) -> None:
    showing = of_creative(film)
    assert showing is not None
    assert [media.width for media in showing.films] == [1280, 640]


def test_only_an_exchange_is_asked_for_its_price(
    line: Line, film: Creative, hosts: Hosts
) -> None:
    showing = of_creative(film)
    assert showing is not None
    bought = in_line(line, film, showing, hosts=hosts, priced=True)
    direct = in_line(line, film, showing, hosts=hosts, priced=False)
    assert bought.impression_url == direct.impression_url + "&p=${AUCTION_PRICE}"


def test_every_address_is_ours(line: Line, film: Creative, hosts: Hosts) -> None:
    showing = of_creative(film)
    assert showing is not None
    ad = in_line(line, film, showing, hosts=hosts, priced=True)
    texts = msgspec.json.decode(msgspec.json.encode(ad))

    def addresses(value: Any) -> list[str]:
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            return [found for each in value for found in addresses(each)]
        return [value] if isinstance(value, str) and "://" in value else []

    found = addresses(texts)
    assert len(found) > 20
    ours = (f"{hosts.ads}/", f"{hosts.portal}/pourquoi/")
    assert [each for each in found if not each.startswith(ours)] == []


def test_a_skip_is_tracked_where_there_is_one(
    line: Line, film: Creative, hosts: Hosts
) -> None:
    for skip, told in (({"skip": 1}, True), ({}, False)):
        ad = in_line(line, film, chosen(film, **skip), hosts=hosts, priced=True)
        assert ("skip" in dict(ad.linear.tracking)) is told


def test_each_serve_says_its_own_tokens_and_id(
    line: Line, film: Creative, hosts: Hosts
) -> None:
    showing = of_creative(film)
    assert showing is not None
    document = template(line, film, showing, hosts=hosts, priced=False)
    impression = Ulid("01M85275QPHZD88PEEFXQ0SEEN")
    text = document.fill(values(FrameTokens("imp", "clk", "why"), impression))
    guid = uuid.UUID(int=ulid_int(impression))
    assert f"<AdServingId>{guid}</AdServingId>" in text
    assert "https://ads.example/imp?t=imp]]>" in text
    assert text.count("https://ads.example/click/clk]]>") == 2
    assert "https://portal.example/pourquoi/why]]>" in text
    assert min(text) >= "\t"
