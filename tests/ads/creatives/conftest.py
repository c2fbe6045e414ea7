"""Condor's film as a creative: a poster in the usual sizes, a teaser in two."""

from typing import Any

import msgspec
import pytest

from toile.ads.creatives.addresses import Hosts
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import Creative, Line, Media, Placement
from toile.wire.targeting import Targeting


def poster(width: int, height: int, **more: Any) -> Media:
    name = f"poster-{width}x{height}.webp"
    return Media(name, "image/webp", width, height, 40_000, **more)


def teaser(width: int, height: int, size_bytes: int, **more: Any) -> Media:
    name = f"teaser-{width}x{height}.mp4"
    return Media(name, "video/mp4", width, height, size_bytes, 30_040, **more)


FITS = {
    f"{width}x{height}": poster(width, height)
    for width, height in ((300, 250), (300, 600), (1200, 628), (200, 200))
}
POSTER = poster(1067, 1600, fits=FITS)
SMALL = teaser(640, 360, 1_500_000)
TEASER = teaser(1280, 720, 3_700_000, fits={"640x360": SMALL})


@pytest.fixture
def hosts() -> Hosts:
    return Hosts("https://ads.example", "https://portal.example")


@pytest.fixture
def film() -> Creative:
    """A teaser behind its poster."""
    return Creative(Ulid("01M85275QPHZD88PEEFXQ0CREA"), "teaser", POSTER, TEASER)


@pytest.fixture
def picture() -> Creative:
    """The poster alone."""
    return Creative(Ulid("01M85275QPHZD88PEEFXQ0CREB"), "poster", POSTER)


@pytest.fixture
def line(film: Creative) -> Line:
    return Line(
        id=Ulid("01M85275QPHZD88PEEFXQ11NE0"),
        campaign=Ulid("01M85275QPHZD88PEEFXQCAMPA"),
        distributor="Condor",
        film_title="L’Ombre de Staline",
        film_rating="Tous publics",
        allocine_id=258374,
        starts_ms=0,
        ends_ms=4_000_000_000_000,
        budget=Money(1_000_000_000_000),
        price=Money(8_000_000),
        targeting=Targeting(),
        formats=("insert", "popup"),
        cap=None,
        creatives=(film,),
    )


@pytest.fixture
def place() -> Placement:
    return Placement(
        id=Ulid("01M85275QPHZD88PEEFXQ0P1AC"),
        key="inter-insert",
        publisher="France Inter",
        origins=("https://franceinter.example",),
        format="insert",
        width=300,
        height=600,
    )


@pytest.fixture
def popup_place(place: Placement) -> Placement:
    return msgspec.structs.replace(place, format="popup", width=640, height=480)
