"""What a campaign bid and bought on each exchange: for the operator's eyes."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from toile.portal.campaigns.models import Campaign
from toile.portal.campaigns.report.by_exchange import by_exchange
from toile.portal.campaigns.report.period import Period
from toile.portal.campaigns.services import BoughtByLine, put_line_exchange
from toile.portal.inventory.models import Exchange

SignIn = Callable[[str], Client]
FIRST = datetime.date(2026, 11, 24)


@pytest.fixture
def bought(world: Any) -> Any:
    exchange = Exchange.objects.create(name="Equativ", slug="equativ")
    day: BoughtByLine = {
        "bids": 400,
        "wins": 100,
        "billed": 90,
        "untold": 0,
        "impressions": 80,
        "cost_micros": 320_000,
        "price_micros": 400_000,
        "losses": {"102": 200, "205": 10},
    }
    for n in range(2):
        on = FIRST + datetime.timedelta(days=n)
        put_line_exchange(world.line.id, exchange.id, on, day)
    Campaign.objects.filter(pk=world.campaign.pk).update(status="live")
    return world


def test_days_are_added_up_within_the_period(bought: Any) -> None:
    (whole,) = by_exchange(bought.campaign, Period())
    assert (whole["bids"], whole["wins"], whole["lost"]) == (800, 200, 420)
    assert (whole["cost_micros"], whole["price_micros"]) == (640_000, 800_000)
    assert (whole["exchange"], whole["win_rate"]) == ("Equativ", 0.25)
    (one,) = by_exchange(bought.campaign, Period(FIRST, FIRST))
    assert (one["bids"], one["lost"]) == (400, 210)
    assert (
        by_exchange(bought.campaign, Period(last=FIRST - datetime.timedelta(1))) == []
    )


def test_the_operator_sees_the_cost_and_nobody_else_does(
    bought: Any, sign_in: SignIn
) -> None:
    page = reverse("campaigns:detail", args=[bought.campaign.id])
    shown = sign_in("klox").get(page).content.decode()
    assert "Par place de marché" in shown
    assert "Equativ" in shown
    assert "0,64" in shown
    for other in ("condor", "scare"):
        answer = sign_in(other).get(page)
        assert answer.status_code == 200
        assert "Coût média" not in answer.content.decode()
        file = sign_in(other).get(f"{page}?places-export=csv")
        assert "Equativ" not in file.content.decode("utf-8-sig")
    file = sign_in("klox").get(f"{page}?places-export=csv")
    assert "Equativ" in file.content.decode("utf-8-sig").splitlines()[1]
