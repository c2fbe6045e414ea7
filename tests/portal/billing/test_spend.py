"""A distributor's spend: its own campaigns alone, and the sum of its invoices."""

import datetime
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from billing.test_month import NOVEMBER, click
from toile.portal.billing.selectors import month_of
from toile.portal.billing.spend import spending
from toile.portal.campaigns import services as campaigns
from toile.wire.clock import PARIS

SignIn = Callable[[str], Client]


def deliver(world: Any, day: datetime.date, spend_micros: int) -> None:
    campaigns.put_line_figures(
        world.line.id,
        world.creative.id,
        world.placement.id,
        day,
        impressions=1_000,
        views=600,
        spend_micros=spend_micros,
        clicks=5,
        billable_clicks=1,
    )


def test_spend_is_what_is_invoiced(world: Any) -> None:
    deliver(world, NOVEMBER, 4_000_000)
    deliver(world, datetime.date(2026, 10, 31), 1_500_000)
    click(world, datetime.datetime(2026, 11, 3, 9, tzinfo=PARIS))
    found = spending(world.people.condor, NOVEMBER)
    this, before = found.months[:2]
    assert (this.media_micros, before.media_micros) == (4_000_000, 1_500_000)
    assert this.total_micros == month_of(NOVEMBER.replace(day=1)).total_micros
    (campaign,) = found.campaigns
    assert campaign.total_micros == found.total_micros
    assert campaign.total_micros == sum(one.total_micros for one in found.months)
    assert campaign.part == 5_500_000 / world.line.budget_micros


def test_another_distributor_sees_nothing_of_it(world: Any, sign_in: SignIn) -> None:
    deliver(world, NOVEMBER, 4_000_000)
    assert world.campaign.name in page_of(sign_in("condor"))
    page = page_of(sign_in("other_distributor"))
    assert world.campaign.name not in page
    assert "Aucune dépense encore" in page


def test_both_tables_are_files(world: Any, sign_in: SignIn) -> None:
    deliver(world, NOVEMBER, 4_000_000)
    client = sign_in("condor")
    for query in ("?export=csv", "?mois-export=csv"):
        answer = client.get(reverse("billing:spend") + query)
        assert "4" in answer.content.decode().splitlines()[1]
        assert answer["Content-Type"].startswith("text/csv")


def page_of(client: Client) -> str:
    answer = client.get(reverse("billing:spend"))
    assert answer.status_code == 200
    return answer.content.decode()
