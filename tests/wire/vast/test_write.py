"""VAST documents: valid against IAB's own XSD, whatever people call their films."""

import uuid
from pathlib import Path
from typing import Any

import pytest
import vastlint
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toile.wire.vast import (
    HOLES,
    NO_AD,
    Companion,
    Icon,
    InLine,
    Linear,
    MediaFile,
    Template,
    hole,
    write,
)

ROOT = Path(__file__).parents[3]
XSD = ROOT.parent / "shared" / "data" / "vast" / "xsd" / "vast_4.2.xsd"
GOLDEN = Path(__file__).parent / "golden" / "inline-4.2.xml"
ADS = "https://ads.example"
NAMESPACE = "{http://www.iab.com/VAST}"
VALUES = {
    "impression": "sealed-impression",
    "click": "sealed-click",
    "why": "sealed-why",
    "serving": "01996f3a-2b4c-4d5e-8f60-718293a4b5c6",
}


@pytest.fixture(scope="session")
def xsd() -> Any:
    """IAB's schema of VAST 4.2."""
    if not XSD.is_file():
        pytest.skip(f"IAB's vast_4.2.xsd is not at {XSD.relative_to(ROOT.parent)}")
    return xmlschema.XMLSchema(XSD)


def film(**changed: Any) -> InLine:
    """An ad with all that one can have."""
    linear: dict[str, Any] = {
        "duration_ms": 30_040,
        "media_files": (
            MediaFile(f"{ADS}/media/a.mp4", "video/mp4", 1280, 720, 3_700_000, 985),
            MediaFile(f"{ADS}/media/b.webm", "video/webm", 640, 360, 1_500_000, 399),
        ),
        "tracking": (
            ("start", f"{ADS}/video?t={hole('impression')}&q=start"),
            ("complete", f"{ADS}/video?t={hole('impression')}&q=complete"),
        ),
        "click_url": f"{ADS}/click/{hole('click')}",
        "icons": (
            Icon(
                "Pourquoi cette publicité ?",
                f"{ADS}/why.svg",
                "image/svg+xml",
                24,
                24,
                f"https://portal.example/pourquoi/{hole('why')}",
            ),
        ),
        "skip_ms": 5_000,
    }
    values: dict[str, Any] = {
        "ad_id": "01M85275QPHZD88PEEFXQ11NE0",
        "system": "Toile",
        "title": "L’Ombre de Staline",
        "serving_id": hole("serving"),
        "advertiser": "Condor",
        "impression_url": f"{ADS}/imp?t={hole('impression')}&p=${{AUCTION_PRICE}}",
        "view_url": f"{ADS}/view?t={hole('impression')}",
        "error_url": f"{ADS}/video?t={hole('impression')}&q=error&code=[ERRORCODE]",
        "creative_id": "01M85275QPHZD88PEEFXQ0CREA",
        "registry": "ads.example",
        "companions": (
            Companion(
                f"{ADS}/media/p.webp",
                "image/webp",
                300,
                250,
                "Affiche du film L’Ombre de Staline",
                f"{ADS}/click/{hole('click')}",
                f"{ADS}/video?t={hole('impression')}&q=companion",
            ),
        ),
    }
    own = {k: changed.pop(k) for k in list(changed) if k in linear}
    return InLine(**{**values, **changed, "linear": Linear(**{**linear, **own})})


def test_the_golden_document_is_what_is_written() -> None:
    assert Template(write(film())).fill(VALUES) == GOLDEN.read_text(encoding="utf-8")


def test_the_golden_document_is_valid(xsd: Any) -> None:
    xsd.validate(GOLDEN.read_text(encoding="utf-8"))


def test_no_ad_is_a_valid_document_too(xsd: Any) -> None:
    xsd.validate(NO_AD)
    assert list(xmlschema.XMLResource(NO_AD).root) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"skip_ms": None},
        {"icons": ()},
        {"companions": ()},
        {"tracking": ()},
        {"duration_ms": 3_600_000 - 1},
    ],
)
def test_what_may_be_missing_is_missed_by_nobody(xsd: Any, changed: Any) -> None:
    xsd.validate(Template(write(film(**changed))).fill(VALUES))


def test_a_second_opinion_finds_no_mistake() -> None:
    told = vastlint.validate(Template(write(film())).fill(VALUES))
    assert told.version == "4.2"
    assert [issue for issue in told.issues if issue.severity != "info"] == []


def test_a_schema_that_is_fed_another_order_refuses(xsd: Any) -> None:
    text = Template(write(film())).fill(VALUES)
    title = "<AdTitle>L’Ombre de Staline</AdTitle>"
    moved = text.replace(title, "").replace("<AdServingId>", f"{title}<AdServingId>")
    assert not xsd.is_valid(moved)


_names = st.text(max_size=60) | st.sampled_from(
    ["]]>", "<b>&amp;", "\x01\x02\x03\x04", "a\ud800b", "\x00", "'\"", "\ufffe", "\x85"]
)
_query = st.text(
    alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=30
)


@settings(
    deadline=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(title=_names, advertiser=_names, alt=_names, query=_query)
def test_any_title_and_address_make_a_valid_document_that_says_them(
    xsd: Any, title: str, advertiser: str, alt: str, query: str
) -> None:
    click = f"{ADS}/click/x?{query}"
    beside = Companion(f"{ADS}/p.webp", "image/webp", 3, 2, alt, click, click)
    ad = film(
        title=title,
        advertiser=advertiser,
        click_url=click,
        companions=(beside,),
    )
    text = Template(write(ad)).fill(VALUES)
    xsd.validate(text)
    root = xmlschema.XMLResource(text).root
    assert root.find(f".//{NAMESPACE}ClickThrough").text == click
    said = root.find(f".//{NAMESPACE}AdTitle").text or ""
    sayable = [c for c in title if c in "\t\n\r" or c >= " "]
    kept = [
        c for c in sayable if not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"
    ]
    # XML reads every line's end as "\n".
    assert said == "".join(kept).replace("\r\n", "\n").replace("\r", "\n")


def test_an_address_cannot_end_its_section(xsd: Any) -> None:
    click = f"{ADS}/click/x?]]></ClickThrough>"
    text = Template(write(film(click_url=click))).fill(VALUES)
    xsd.validate(text)
    found = xmlschema.XMLResource(text).root.find(f".//{NAMESPACE}ClickThrough")
    assert found.text == click


def test_no_title_learns_a_token() -> None:
    asking = "".join(hole(name) for name in HOLES)
    told = Template(write(film(title=asking, advertiser=asking))).fill(VALUES)
    assert "<AdTitle></AdTitle>" in told
    assert "<Advertiser></Advertiser>" in told


def test_every_hole_must_be_filled() -> None:
    with pytest.raises(KeyError):
        Template(write(film())).fill({"impression": "x", "click": "x", "why": "x"})


def test_the_golden_serving_id_is_a_guid() -> None:
    assert str(uuid.UUID(VALUES["serving"])) == VALUES["serving"]
