"""GET /vast: decides as /ad does, among teasers, and answers whole documents."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
import xmlschema

from toile.wire.audience import AUDIENCE_TABLE, SIZES_TABLE, Membership
from toile.wire.audience import encode as encode_member
from toile.wire.clock import utc_day
from toile.wire.ids import Ulid
from toile.wire.plan import Creative, Media
from toile.wire.tokens import ClickToken, ImpressionToken
from toile.wire.vast import NO_AD

PAGE = {"Origin": "https://franceinter.example"}
DOOR = "/vast?p=inter-insert"
XSD = Path(__file__).parents[4] / "shared" / "data" / "vast" / "xsd" / "vast_4.2.xsd"
TITLE = "]]></AdTitle><b>L’Ombre</b> & \x01 « Staline »"


@pytest.fixture
def film(house: Any) -> Any:
    """The house's line with a teaser, beside its poster; it asks for no segment."""
    poster = house.line.creatives[0]
    teaser = Media("t" * 64 + ".mp4", "video/mp4", 1280, 720, 3_000_000, 30_000)
    creative = Creative(
        Ulid("01M85275QPHZD88PEEFXQ0F11M"), "teaser", poster.poster, teaser
    )
    line = house.contextual(creatives=(poster, creative))
    house.publish_ads(line)
    return line


def inside(text: str, element: str) -> str:
    found = re.search(rf"<{element}><!\[CDATA\[(.*?)\]\]></{element}>", text)
    assert found is not None
    return found.group(1)


def test_a_player_on_the_publishers_page_gets_the_teaser(
    house: Any, film: Any, now: int
) -> None:
    with house.open() as edge:
        replies = [edge.get(DOOR, PAGE) for _ in range(3)]
        assert edge.counted("vast", "served") == 3
    for reply in replies:
        assert reply.status == 200
        assert reply.headers["content-type"] == "application/xml; charset=utf-8"
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["access-control-allow-origin"] == PAGE["Origin"]
        assert reply.headers["access-control-allow-credentials"] == "true"
        text = reply.body.decode()
        # The poster takes no turn in a player.
        assert film.creatives[1].teaser.file in text
        impression = inside(text, "Impression")
        assert impression.startswith("https://ads.example/imp?t=")
        token = house.tokens.open(impression.partition("=")[2], ImpressionToken, now)
        assert (token.line, token.price) == (film.id, film.price)
        assert token.spectator is None
        click = inside(text, "ClickThrough").rpartition("/")[2]
        opened = house.tokens.open(click, ClickToken, now)
        assert opened.impression == token.impression
        assert opened.allocine_id == film.allocine_id
        why = inside(text, "IconClickThrough")
        assert why.startswith("https://portal.example/pourquoi/")
    ids = {
        re.findall("<AdServingId>(.*?)<", reply.body.decode())[0] for reply in replies
    }
    assert len(ids) == 3


def test_a_line_of_posters_has_nothing_for_a_player(house: Any) -> None:
    house.publish_ads(house.contextual())
    with house.open() as edge:
        reply = edge.get(DOOR, PAGE)
        assert (reply.status, reply.body.decode()) == (200, NO_AD)
        assert reply.headers["access-control-allow-origin"] == PAGE["Origin"]
        assert edge.counted("vast", "no_line") == 1
        assert edge.get("/ad?p=inter-insert", PAGE).status == 200


def test_the_pool_is_asked_only_after_the_pages_yes(
    house: Any, film: Any, now: int
) -> None:
    house.publish_ads(msgspec.structs.replace(film, targeting=house.line.targeting))
    member = encode_member(Membership({"aea": utc_day(now) + 30}))
    with house.stores() as stores, stores.ads.update() as update:
        update.put(AUDIENCE_TABLE, house.aid, member)
        update.put(SIZES_TABLE, b"aea", b"100")
    with house.open() as edge:
        headers = {**PAGE, **house.aid_cookie}
        assert edge.get(DOOR, headers).body.decode() == NO_AD
        gpc = edge.get(f"{DOOR}&c=1", {**headers, "Sec-GPC": "1"})
        assert gpc.body.decode() == NO_AD
        served = edge.get(f"{DOOR}&c=1", headers).body.decode()
        token = house.tokens.open(
            inside(served, "Impression").partition("=")[2], ImpressionToken, now
        )
        assert token.spectator == house.aid


def test_unknown_places_and_foreign_pages_are_refused(house: Any, film: Any) -> None:
    with house.open() as edge:
        assert edge.get("/vast?p=other", PAGE).code == "unknown_placement"
        assert edge.get("/vast", PAGE).code == "unknown_placement"
        foreign = {"Origin": "https://elsewhere.example"}
        assert edge.get(DOOR, foreign).code == "foreign_origin"
        assert edge.get(DOOR).code == "foreign_origin"
        assert edge.counted("vast", "served") == 0


def test_what_the_door_sends_is_valid_whatever_the_films_name(
    house: Any, film: Any
) -> None:
    if not XSD.is_file():
        pytest.skip("IAB's vast_4.2.xsd is not beside the repository")
    house.publish_ads(msgspec.structs.replace(film, film_title=TITLE))
    with house.open() as edge:
        text = edge.get(DOOR, PAGE).body.decode()
    schema = xmlschema.XMLSchema(XSD)
    schema.validate(text)
    schema.validate(NO_AD)
    title = xmlschema.XMLResource(text).root.find(".//{http://www.iab.com/VAST}AdTitle")
    assert title.text == TITLE.replace("\x01", "")


def test_a_new_plan_is_served_at_once(house: Any, film: Any) -> None:
    with house.open() as edge:
        assert "L’Ombre" in edge.get(DOOR, PAGE).body.decode()
        house.publish_ads(msgspec.structs.replace(film, film_title="Pamfir"))
        edge.refresh()
        assert "<AdTitle>Pamfir</AdTitle>" in edge.get(DOOR, PAGE).body.decode()


def test_the_mark_over_the_film_is_sent(edge: Any) -> None:
    reply = edge.get("/why.svg")
    assert (reply.status, reply.headers["content-type"]) == (200, "image/svg+xml")
    assert reply.body.startswith(b"<svg ")


def test_head_serves_nobody(house: Any, film: Any) -> None:
    with house.open() as edge:
        assert edge.ask("HEAD", DOOR, PAGE).status == 204
        assert edge.counted("vast", "served") == 0
