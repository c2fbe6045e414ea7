"""Origins are what browsers say, and figures are written as the French write them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.template import Context

from toile.portal.cinemas.origins import clean_origin, clean_origins
from toile.portal.cinemas.selectors import consent_rate
from toile.portal.ui.charts import Chart, Series
from toile.portal.ui.templatetags.charts import HEIGHT, WIDTH, chart
from toile.portal.ui.templatetags.figures import (
    count,
    euros,
    kilobytes,
    megabytes,
    rate,
)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://leroyal.example", "https://leroyal.example"),
        (" HTTPS://LeRoyal.example:443/ ", "https://leroyal.example"),
        ("https://leroyal.example:8443", "https://leroyal.example:8443"),
        ("http://royal.localhost:8081", "http://royal.localhost:8081"),
        ("https://cinéma.example", "https://xn--cinma-dsa.example"),
    ],
)
def test_an_origin_is_written_as_browsers_do(given: str, kept: str) -> None:
    assert clean_origin(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "",
        "leroyal.example",
        "http://leroyal.example",
        "http://localhost.evil.example",
        "https://leroyal.example/programme",
        "https://leroyal.example?x",
        "https://user@leroyal.example",
        "https://*.example",
        "https://leroyal.example:99999",
        "ftp://leroyal.example",
        "javascript://leroyal.example",
        "https://",
    ],
)
def test_what_is_no_origin_is_refused(given: str) -> None:
    with pytest.raises(ValidationError):
        clean_origin(given)


def test_all_wrong_origins_are_told_at_once() -> None:
    with pytest.raises(ValidationError) as caught:
        clean_origins(["x", "https://leroyal.example", "http://y.example"])
    assert len(caught.value.messages) == 2


@pytest.mark.parametrize(
    ("micros", "written"),
    [
        (0, "0,00 €"),
        (25_000_000, "25,00 €"),
        (400, "0,0004 €"),
        (1_234_567_800_000, "1 234 567,80 €"),
        (133, "0,000133 €"),
        (-400, "-0,0004 €"),
        (1_500, "0,0015 €"),
        (None, "–"),
    ],
)
def test_euros_have_two_decimals_or_as_many_as_they_need(
    micros: int | None, written: str
) -> None:
    assert euros(micros).replace("\u00a0", " ").replace("\u202f", " ") == written


def test_other_figures() -> None:
    assert rate(2 / 3) == "66,7\u00a0%"
    assert rate(None) == "–"
    assert count(None) == "–"
    assert kilobytes(150_000) == "150\u00a0ko"
    assert megabytes(3_800_000) == "3,8\u00a0Mo"
    assert megabytes(3_800_001) == "3,81\u00a0Mo"
    assert megabytes(4_000_000) == "4,0\u00a0Mo"


def test_bars_stay_in_their_box() -> None:
    first = datetime.date(2026, 11, 1)
    days = [first + datetime.timedelta(days=step) for step in range(30)]
    visits = Series("Visites", list(range(30)))
    drawn = chart(Context(), Chart("Visites", "Jour", days, [visits]))["bars"]
    assert len(drawn) == 30
    assert all(bar.y >= 0 and bar.y + bar.height <= HEIGHT + 0.01 for bar in drawn)
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH for bar in drawn)
    empty = Chart("Rien", "Jour", [], [Series("Rien", [])])
    assert chart(Context(), empty)["bars"] == []


def test_a_consent_rate_does_not_give_a_few_refusals_away() -> None:
    assert consent_rate(150, 3) == consent_rate(150, 0) == 1.0
    assert consent_rate(37, 13) == 0.75
    assert consent_rate(37, 12) is None
