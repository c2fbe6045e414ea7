"""The terms of auctions: what counts from which day, and what is typed wrongly."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from toile.portal.inventory import selectors
from toile.portal.inventory.models import AuctionMargin, CurrencyRate
from toile.wire.clock import now_ms, paris_date

SignIn = Callable[[str], Client]
URL = "/conditions-des-encheres/"
DAY = datetime.timedelta(days=1)


def margin(percent: str, day: datetime.date) -> dict[str, str]:
    return {
        "what": "margin",
        "margin-percent": percent,
        "margin-starts_on": day.isoformat(),
    }


def rate(value: str) -> dict[str, str]:
    day = paris_date(now_ms()).isoformat()
    return {
        "what": "rate",
        "rate-currency": "USD",
        "rate-rate": value,
        "rate-day": day,
    }


def test_a_margin_counts_from_its_day_on(world: Any, sign_in: SignIn) -> None:
    klox, today = sign_in("klox"), paris_date(now_ms())
    assert selectors.margin_on(today) == 0
    assert klox.post(URL, margin("15", today)).status_code == 302
    assert klox.post(URL, margin("20", today + DAY)).status_code == 302
    assert klox.post(URL, margin("25", today + DAY)).status_code == 302
    assert selectors.margin_on(today) == 15
    assert selectors.margin_on(today + DAY) == 25
    assert selectors.margin_on(today - DAY) == 0
    assert AuctionMargin.objects.count() == 2


@pytest.mark.parametrize(
    ("percent", "days", "said"),
    [("15", -1, "aujourd’hui ou un jour à venir"), ("91", 0, "90"), ("-1", 0, "0")],
)
def test_a_wrong_margin_comes_back_as_it_was_typed(
    world: Any, sign_in: SignIn, percent: str, days: int, said: str
) -> None:
    day = paris_date(now_ms()) + days * DAY
    answer = sign_in("klox").post(URL, margin(percent, day))
    page = answer.content.decode()
    assert (answer.status_code, said in page) == (422, True)
    assert f'value="{percent}"' in page
    assert not AuctionMargin.objects.exists()


def test_a_rate_is_kept_to_its_last_decimal(world: Any, sign_in: SignIn) -> None:
    klox = sign_in("klox")
    klox.post(URL, rate(" 0,921512 "))
    assert [(one.currency, one.micros) for one in selectors.rates()] == [
        ("USD", 921_512)
    ]
    assert "0,921512" in klox.get(URL).content.decode()
    klox.post(URL, rate(""))
    assert selectors.rates() == []


@pytest.mark.parametrize("typed", ["0", "-1", "un", "1e9", "0,9215123", "NaN"])
def test_a_rate_that_is_none_is_refused(
    world: Any, sign_in: SignIn, typed: str
) -> None:
    answer = sign_in("klox").post(URL, rate(typed))
    assert answer.status_code == 422
    assert not CurrencyRate.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("condor.example", "https://condor.example"),
        ("https://condor.example/", "https://condor.example/"),
        ("ftp://condor.example", None),
        ("condor", None),
    ],
)
def test_an_advertiser_s_site_is_an_address_of_the_web(
    world: Any, sign_in: SignIn, typed: str, kept: str | None
) -> None:
    condor = world.people.condor
    given = {
        "what": "advertiser",
        "advertiser-distributor": condor.id,
        "advertiser-website": typed,
    }
    answer = sign_in("klox").post(URL, given)
    condor.refresh_from_db()
    assert (answer.status_code, condor.website) == (
        (422, "") if kept is None else (302, kept)
    )


def test_an_unknown_form_changes_nothing(world: Any, sign_in: SignIn) -> None:
    assert sign_in("klox").post(URL, {"what": "all"}).status_code == 200
    assert not AuctionMargin.objects.exists()
