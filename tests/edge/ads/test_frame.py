"""GET /frame: the creative's own page, which no film title can break out of."""

import json
import re
from typing import Any

import msgspec
import pytest

from toile.wire.ids import Ulid
from toile.wire.near_you import NearCinema, NearScreening
from toile.wire.plan import Media, Programme
from toile.wire.tokens import ClickToken, ImpressionToken

TITLE = "</script><script>alert(1)</script> TOILE_NONCE /*TOILE_AD*/null \u2028 é"


@pytest.fixture
def shown(house: Any, now: int) -> ImpressionToken:
    """The line as it was served to Camille."""
    return ImpressionToken(
        expires_ms=now + 60_000,
        impression=Ulid("01M85275QPHZD88PEEFXQ0SEEN"),
        line=house.line.id,
        creative=house.line.creatives[0].id,
        placement=house.placement.id,
        price=house.line.price,
        aid=house.aid,
    )


def ad_in(page: str) -> Any:
    """Read the ad back out of the page, as the browser's script does."""
    start = page.index("toileAd=") + len("toileAd=")
    return json.JSONDecoder().raw_decode(page[start:])[0]


def test_the_page_knows_its_ad_and_is_locked_down(
    edge: Any, house: Any, shown: ImpressionToken, now: int
) -> None:
    reply = edge.get(f"/frame/{house.tokens.seal(shown)}")
    assert reply.status == 200
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["referrer-policy"] == "origin"
    assert reply.headers["x-content-type-options"] == "nosniff"
    page = reply.body.decode()
    ad = ad_in(page)
    assert ad["label"] == "Publicité – Condor"
    assert ad["poster"]["url"] == f"https://ads.example{house.poster}"
    assert ad["why_url"].startswith("https://portal.example/pourquoi/")
    click = house.tokens.open(ad["click_url"].rpartition("/")[2], ClickToken, now)
    assert (click.allocine_id, click.aid) == (258374, house.aid)
    token = ad["impression_url"].removeprefix("https://ads.example/imp?t=")
    assert house.tokens.open(token, ImpressionToken, now) == shown
    assert edge.counted("frame", "shown") == 1


def test_only_the_frames_own_script_may_run(
    edge: Any, house: Any, shown: ImpressionToken
) -> None:
    path = f"/frame/{house.tokens.seal(shown)}"
    nonces = set()
    for _ in range(2):
        reply = edge.get(path)
        policy = reply.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert (
            "img-src https://ads.example data:; media-src https://ads.example" in policy
        )
        match = re.search(r"script-src 'nonce-([\w-]{16})'", policy)
        assert match is not None
        page = reply.body.decode()
        assert page.count("<script") == page.count(f'<script nonce="{match.group(1)}">')
        assert "TOILE_NONCE" not in page
        nonces.add(match.group(1))
    assert len(nonces) == 2


def test_a_title_cannot_end_the_script_nor_learn_the_nonce(
    house: Any, shown: ImpressionToken
) -> None:
    house.publish_ads(msgspec.structs.replace(house.line, film_title=TITLE))
    with house.open() as edge:
        reply = edge.get(f"/frame/{house.tokens.seal(shown)}")
    page = reply.body.decode()
    assert page.count("</script") == 1
    assert ad_in(page)["film_title"] == TITLE
    match = re.search(r"'nonce-([\w-]+)'", reply.headers["content-security-policy"])
    assert match is not None
    assert page.count(match.group(1)) == 1


@pytest.mark.parametrize("text", ["", "forged", "A" * 200, "../ad", "%00"])
def test_an_ad_that_was_not_served_is_404(edge: Any, text: str) -> None:
    assert edge.get(f"/frame/{text}").status == 404
    assert edge.counted("frame", "bad_token") == 1


def test_an_ad_served_long_ago_is_404(
    edge: Any, house: Any, shown: ImpressionToken, now: int
) -> None:
    values = {name: getattr(shown, name) for name in shown.__struct_fields__}
    old = ImpressionToken(**values | {"expires_ms": now - 1})
    assert edge.get(f"/frame/{house.tokens.seal(old)}").status == 404


@pytest.mark.parametrize("field", ["line", "creative", "placement"])
def test_an_ad_whose_campaign_has_ended_is_404(
    edge: Any, house: Any, shown: ImpressionToken, field: str
) -> None:
    values = {name: getattr(shown, name) for name in shown.__struct_fields__}
    gone = ImpressionToken(**values | {field: Ulid("0" * 26)})
    assert edge.get(f"/frame/{house.tokens.seal(gone)}").status == 404
    assert edge.counted("frame", "line_gone") == 1


@pytest.mark.parametrize(
    ("destination", "status"),
    [("iframe", 200), ("frame", 200), ("document", 404), ("empty", 404)],
)
def test_the_page_is_for_frames_alone(
    edge: Any, house: Any, shown: ImpressionToken, destination: str, status: int
) -> None:
    path = f"/frame/{house.tokens.seal(shown)}"
    assert edge.get(path, {"Sec-Fetch-Dest": destination}).status == status


ROYAL = NearCinema("Le Royal", "Toulon", (NearScreening(1_795_467_600_000, "VOST"),))
SAUCY = NearCinema(TITLE, "Toulon", (NearScreening(1_795_467_600_000),))


def near(house: Any, shown: ImpressionToken, peer: str = "203.0.113.7") -> Any:
    """Open the frame from an address; give what it says of cinemas near by."""
    with house.open() as edge:
        reply = edge.get(
            f"/frame/{house.tokens.seal(shown)}", {"X-Forwarded-For": peer}
        )
        assert reply.status == 200
        return ad_in(reply.body.decode())["near"]


@pytest.fixture
def here(house: Any, make_house: Any, database: Any) -> Any:
    """A house that knows where addresses are, and whose line says where to see it."""
    house = make_house(TOILE_GEOGRAPHY=str(database), TOILE_TRUSTED_PROXIES="127.0.0.1")
    line = msgspec.structs.replace(house.line, near_you=True)
    programme = Programme(line.allocine_id, {"83": (ROYAL, SAUCY)})
    house.publish_ads(line, programmes=(programme,))
    return house


@pytest.mark.parametrize(
    ("peer", "told"),
    [
        ("203.0.113.7", [ROYAL, SAUCY]),  # Toulon
        ("198.51.100.7", []),  # Paris: no cinema there plays it
        ("192.0.2.7", []),  # Brussels
        ("8.8.8.8", []),  # nobody knows
    ],
)
def test_the_frame_names_the_cinemas_of_the_readers_departement(
    here: Any, shown: ImpressionToken, peer: str, told: list[NearCinema]
) -> None:
    assert near(here, shown, peer) == json.loads(msgspec.json.encode(told))


def test_without_a_database_of_places_no_cinema_is_named(
    house: Any, shown: ImpressionToken
) -> None:
    line = msgspec.structs.replace(house.line, near_you=True)
    programme = Programme(line.allocine_id, {"83": (ROYAL,)})
    house.publish_ads(line, programmes=(programme,))
    assert near(house, shown) == []


def test_a_line_that_does_not_say_where_names_none(
    here: Any, shown: ImpressionToken
) -> None:
    here.publish_ads(programmes=(Programme(here.line.allocine_id, {"83": (ROYAL,)}),))
    assert near(here, shown) == []


def test_the_programme_of_another_film_is_not_told(
    here: Any, shown: ImpressionToken
) -> None:
    line = msgspec.structs.replace(here.line, near_you=True)
    here.publish_ads(line, programmes=(Programme(1, {"83": (ROYAL,)}),))
    assert near(here, shown) == []


def test_the_click_leads_to_the_films_page_whatever_is_near(
    here: Any, shown: ImpressionToken, now: int
) -> None:
    with here.open() as edge:
        page = edge.get(
            f"/frame/{here.tokens.seal(shown)}", {"X-Forwarded-For": "203.0.113.7"}
        ).body.decode()
    ad = ad_in(page)
    click = here.tokens.open(ad["click_url"].rpartition("/")[2], ClickToken, now)
    assert click.allocine_id == here.line.allocine_id
    assert {name for name in ad if name.endswith("_url")} == {
        "impression_url",
        "view_url",
        "video_url",
        "click_url",
        "why_url",
    }


@pytest.mark.parametrize(
    ("size", "query", "plays"),
    [(3_000_000, "", True), (3_000_000, "?play=hand", False), (4_000_000, "", False)],
)
def test_a_teaser_starts_by_itself_if_it_is_light_and_may(
    house: Any, shown: ImpressionToken, size: int, query: str, plays: bool
) -> None:
    creative = house.line.creatives[0]
    teaser = Media("t" * 64 + ".mp4", "video/mp4", 1280, 720, size, 30_000)
    film = msgspec.structs.replace(creative, kind="teaser", teaser=teaser)
    house.publish_ads(msgspec.structs.replace(house.line, creatives=(film,)))
    with house.open() as edge:
        page = edge.get(f"/frame/{house.tokens.seal(shown)}{query}").body.decode()
    assert ad_in(page)["autoplay"] is plays
