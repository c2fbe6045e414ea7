"""When a threshold is reached, and what wants a look: rules with figures."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.ledger.anomalies import Anomaly, Signs, anomalies
from toile.ledger.projection import FAR_DAYS, Pace, reached_on
from toile.wire.money import Money

TODAY = datetime.date(2026, 11, 30)
USUAL = {
    "clicks_of_week": 100,
    "clicks_before": 400,
    "gross": 1_000,
    "reversed": 200,
    "payable": 0,
    "unpaid": False,
}


@pytest.mark.parametrize(
    ("owed", "earned", "days"),
    [(25, 0, 0), (30, -5, 0), (24, 90, 1), (0, 9, 250), (0, 1, 2_250), (-5, 90, 30)],
)
def test_the_day_is_told_by_the_pace(owed: int, earned: int, days: int) -> None:
    found = reached_on(Money(owed), Money(25), Pace(Money(earned), 90), TODAY)
    assert found == TODAY + datetime.timedelta(days=days)


@pytest.mark.parametrize("earned", [0, -1])
def test_who_earns_nothing_reaches_nothing(earned: int) -> None:
    assert reached_on(Money(24), Money(25), Pace(Money(earned), 90), TODAY) is None


def test_beyond_ten_years_nothing_is_foretold() -> None:
    pace = Pace(Money(1), 1)
    assert reached_on(Money(0), Money(FAR_DAYS + 1), pace, TODAY) is None
    assert reached_on(Money(0), Money(FAR_DAYS), pace, TODAY) is not None


@given(st.integers(-100, 100), st.integers(1, 200), st.integers(1, 50))
def test_the_threshold_is_there_that_day_and_not_the_day_before(
    owed: int, threshold: int, earned: int
) -> None:
    day = reached_on(Money(owed), Money(threshold), Pace(Money(earned), 7), TODAY)
    if day is not None and owed < threshold:
        days = (day - TODAY).days
        assert owed + earned * days / 7 >= threshold
        assert owed + earned * (days - 1) / 7 < threshold


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, ()),
        ({"unpaid": True}, (Anomaly.UNPAID,)),
        ({"payable": -1}, (Anomaly.OWES,)),
        ({"clicks_of_week": 501}, (Anomaly.SURGE,)),
        ({"clicks_of_week": 500}, ()),
        ({"clicks_of_week": 99, "clicks_before": 0}, ()),
        ({"reversed": 201}, (Anomaly.REVERSED,)),
        ({"clicks_of_week": 0}, (Anomaly.STOPPED,)),
        ({"clicks_of_week": 0, "clicks_before": 399}, ()),
        ({"unpaid": True, "payable": -9}, (Anomaly.UNPAID, Anomaly.OWES)),
    ],
)
def test_what_stands_out_is_named(
    changed: dict[str, int], found: tuple[Anomaly, ...]
) -> None:
    assert anomalies(Signs(**{**USUAL, **changed})) == found
