"""Native 1.2: what is asked for is filled, or the whole is refused by code."""

import json
from typing import Any

import msgspec
import pytest

from toile.ads.creatives.addresses import Hosts
from toile.ads.creatives.frame import FrameTokens
from toile.ads.creatives.native import fill, markup, mention, read
from toile.ads.creatives.native_refusals import NativeRefusal
from toile.wire.openrtb.native import NativeRequest
from toile.wire.plan import Creative, Line

TITLE = {"id": 1, "required": 1, "title": {"len": 90}}
IMAGE = {"id": 2, "required": 1, "img": {"type": 3, "wmin": 1200, "hmin": 627}}
SPONSORED = {"id": 3, "required": 1, "data": {"type": 1, "len": 25}}
WHOLE: dict[str, Any] = {
    "ver": "1.2",
    "context": 1,
    "plcmttype": 1,
    "privacy": 1,
    "assets": [
        TITLE,
        IMAGE,
        {"id": 4, "img": {"type": 1, "w": 200, "h": 200}},
        SPONSORED,
        {"id": 5, "data": {"type": 2, "len": 140}},
        {"id": 6, "data": {"type": 12, "len": 15}},
        {"id": 7, "data": {"type": 11}},
        {"id": 8, "data": {"type": 3}},
        {"id": 9, "video": {"mimes": ["video/mp4"], "minduration": 1}},
    ],
    "eventtrackers": [{"event": 1, "methods": [1, 2]}, {"event": 2, "methods": [1]}],
    "ext": {"anything": [None]},
}
TOKENS = FrameTokens("imp", "clk", "why")


def request(*assets: dict[str, Any], **more: Any) -> NativeRequest:
    got = read(json.dumps({"assets": list(assets), **more}).encode())
    assert isinstance(got, NativeRequest)
    return got


@pytest.mark.parametrize(
    "wrap",
    [
        lambda text: text,
        json.dumps,
        lambda text: json.dumps({"native": json.loads(text)}),
        lambda text: json.dumps(json.dumps({"native": json.loads(text)})),
        lambda text: " " + json.dumps(text),
        lambda text: text.replace('"id": 1,', '"id": "1",'),
        lambda text: text.replace('"ver": "1.2"', '"ver": "9.9"'),
    ],
)
def test_a_request_is_read_in_each_form_exchanges_send(wrap: Any) -> None:
    got = read(msgspec.Raw(wrap(json.dumps(WHOLE)).encode()))
    assert isinstance(got, NativeRequest)
    assert [asset.id for asset in got.assets] == [1, 2, 4, 3, 5, 6, 7, 8, 9]


@pytest.mark.parametrize(
    ("document", "refusal"),
    [
        (b"", NativeRefusal.MALFORMED),
        (b"null", NativeRefusal.MALFORMED),
        (b"[]", NativeRefusal.MALFORMED),
        (b'"{"', NativeRefusal.MALFORMED),
        (b'"\\ud800"', NativeRefusal.MALFORMED),
        (b"{}", NativeRefusal.MALFORMED),
        (b'{"assets":[]}', NativeRefusal.MALFORMED),
        (b'{"native":{}}', NativeRefusal.MALFORMED),
        (b'{"assets":[{"title":{"len":25}}]}', NativeRefusal.MALFORMED),
        (b'{"assets":[{"id":1,"title":{}}]}', NativeRefusal.MALFORMED),
        (b'{"assets":[{"id":1,"title":{"len":0}}]}', NativeRefusal.MALFORMED),
        (b'{"assets":[{"id":1,"data":{"type":"x"}}]}', NativeRefusal.MALFORMED),
        (b'{"x":' + b"[" * 9_000 + b"]" * 9_000 + b"}", NativeRefusal.MALFORMED),
        (b'{"assets":[{"id":1}]}', NativeRefusal.ASSET_UNCLEAR),
        (
            b'{"assets":[{"id":1,"title":{"len":9},"data":{"type":1}}]}',
            NativeRefusal.ASSET_UNCLEAR,
        ),
        (
            b'{"assets":[{"id":1,"title":{"len":9}},{"id":1,"data":{"type":1}}]}',
            NativeRefusal.ASSET_TWICE,
        ),
    ],
)
def test_what_is_no_request_is_refused_by_code(
    document: bytes, refusal: NativeRefusal
) -> None:
    assert read(document) is refusal


def test_a_whole_answer(line: Line, film: Creative, hosts: Hosts) -> None:
    asked = read(json.dumps(WHOLE).encode())
    assert isinstance(asked, NativeRequest)
    assets = fill(asked, line, film, hosts)
    assert not isinstance(assets, NativeRefusal)
    assert json.loads(markup(asked, assets, TOKENS, hosts=hosts)) == {
        "ver": "1.2",
        "assets": [
            {"id": 1, "title": {"text": "L’Ombre de Staline"}},
            {
                "id": 2,
                "img": {
                    "url": "https://ads.example/media/poster-1200x628.webp",
                    "w": 1200,
                    "h": 628,
                    "type": 3,
                },
            },
            {
                "id": 4,
                "img": {
                    "url": "https://ads.example/media/poster-200x200.webp",
                    "w": 200,
                    "h": 200,
                    "type": 1,
                },
            },
            {"id": 3, "data": {"value": "Condor", "type": 1}},
            {
                "id": 5,
                "data": {"value": "« L’Ombre de Staline », au cinéma.", "type": 2},
            },
            {"id": 6, "data": {"value": "Voir le film", "type": 12}},
            {"id": 7, "data": {"value": "allocine.fr", "type": 11}},
        ],
        "link": {"url": "https://ads.example/click/clk"},
        "eventtrackers": [
            {"event": 1, "method": 1, "url": "https://ads.example/imp?t=imp"},
            {"event": 2, "method": 1, "url": "https://ads.example/view?t=imp"},
        ],
        "privacy": "https://portal.example/pourquoi/why",
    }


@pytest.mark.parametrize(
    "trackers",
    [None, [], [{"event": 1, "methods": [2]}], [{"event": 2, "methods": [1]}]],
)
def test_an_impression_is_counted_once_whatever_the_page_can(
    line: Line, film: Creative, hosts: Hosts, trackers: Any
) -> None:
    more = {} if trackers is None else {"eventtrackers": trackers}
    asked = request(TITLE, SPONSORED, **more)
    assets = fill(asked, line, film, hosts)
    assert not isinstance(assets, NativeRefusal)
    text = markup(asked, assets, TOKENS, hosts=hosts, priced=True)
    told = json.loads(text)
    assert told["imptrackers"] == ["https://ads.example/imp?t=imp&p=${AUCTION_PRICE}"]
    assert text.count("/imp?") == 1


@pytest.mark.parametrize(
    "asset",
    [
        {"id": 9, "required": 1, "data": {"type": 3}},
        {"id": 9, "required": 1, "data": {"type": 6}},
        {"id": 9, "required": 1, "data": {"type": 777}},
        {"id": 9, "required": 1, "data": {"type": 12, "len": 2}},
        {"id": 9, "required": 1, "video": {}},
        {"id": 9, "required": 1, "img": {"type": 2}},
        {"id": 9, "required": 1, "img": {"type": 3, "wmin": 2000, "hmin": 100}},
        {"id": 9, "required": 1, "img": {"type": 3, "w": 600, "h": 100}},
        {"id": 9, "required": 1, "img": {"type": 1, "w": 400, "h": 400}},
        {"id": 9, "required": 1, "img": {"type": 3, "mimes": ["image/png"]}},
        {"id": 9, "required": 1, "data": {"type": 1, "len": 3}},
    ],
)
def test_what_a_film_has_not_is_refused_if_required_and_left_out_if_not(
    line: Line, film: Creative, hosts: Hosts, asset: dict[str, Any]
) -> None:
    asked = request(TITLE, SPONSORED, asset)
    assert fill(asked, line, film, hosts) is NativeRefusal.REQUIRED_ASSET
    wished = request(TITLE, SPONSORED, {**asset, "required": 0})
    filled = fill(wished, line, film, hosts)
    assert not isinstance(filled, NativeRefusal)
    assert [each.id for each in filled] == [1, 3]


@pytest.mark.parametrize(
    ("image", "width"),
    [
        ({"type": 3}, 1067),
        ({}, 1067),
        ({"type": 3, "w": 300, "h": 250}, 300),
        ({"type": 3, "wmin": 600, "hmin": 900}, 1067),
        ({"type": 3, "w": 600, "h": 314}, 1200),
        ({"type": 3, "hmin": 200, "mimes": ["image/png", "image/webp"]}, 1067),
        ({"type": 1}, 200),
        ({"type": 1, "wmin": 50, "hmin": 50}, 200),
    ],
)
def test_the_picture_is_the_rendition_of_the_shape(
    line: Line, film: Creative, hosts: Hosts, image: dict[str, Any], width: int
) -> None:
    filled = fill(
        request(SPONSORED, {"id": 2, "required": 1, "img": image}), line, film, hosts
    )
    assert not isinstance(filled, NativeRefusal)
    assert filled[1].img is not None
    assert filled[1].img.w == width


def test_a_title_that_is_too_long_is_cut_where_one_sees_it(
    line: Line, film: Creative, hosts: Hosts
) -> None:
    short = {"id": 1, "required": 1, "title": {"len": 10}}
    filled = fill(request(short, SPONSORED), line, film, hosts)
    assert not isinstance(filled, NativeRefusal)
    assert filled[0].title is not None
    assert filled[0].title.text == "L’Ombre d…"


def test_nobody_hides_whose_ad_it_is(line: Line, film: Creative, hosts: Hosts) -> None:
    unsaid = fill(request(TITLE, IMAGE), line, film, hosts)
    assert unsaid is NativeRefusal.ADVERTISER_UNSAID
    assert fill(request(SPONSORED), line, film, hosts) is NativeRefusal.NOTHING_TO_SHOW


def test_the_mention_of_a_restricted_film_is_said_or_nothing_is(
    line: Line, film: Creative, hosts: Hosts
) -> None:
    rating = "Interdit aux moins de 12 ans"
    strict = msgspec.structs.replace(line, film_rating=rating)

    def told(*assets: dict[str, Any]) -> Any:
        return fill(request(TITLE, SPONSORED, *assets), strict, film, hosts)

    assert told() is NativeRefusal.RATING_UNSAID
    short = {"id": 9, "data": {"type": 2, "len": 20}}
    assert told(short) is NativeRefusal.RATING_UNSAID
    for length in (len(rating), len(rating) + 1, 40, 140):
        filled = told({"id": 9, "data": {"type": 2, "len": length}})
        assert filled[-1].data.value.startswith(rating)
        assert len(filled[-1].data.value) <= length


@pytest.mark.parametrize("rating", ["", "Tous publics", " tous publics "])
def test_films_for_all_need_no_mention(rating: str) -> None:
    assert mention(rating) == ""
    assert mention("Tous publics avec avertissement") != ""
