"""The cinema's dashboard: periods, rates by tool and device, films, no small crowds."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clock import NOON, TODAY
from toile.lab import SMALLEST_SHOWN
from toile.ledger.chart import distributor_receivable
from toile.portal.campaigns import services as campaigns
from toile.portal.cinemas import services as cinemas
from toile.portal.cinemas.models import CinemaAudience, SiteChoiceDay, SiteDay
from toile.portal.payouts.dashboards import (
    Period,
    choices_by,
    dashboard,
    films_shown,
    house,
    period_of,
)
from toile.portal.payouts.services import post
from toile.wire.clock import now_ms, paris_date, to_datetime

SignIn = Callable[[str], Client]


@pytest.mark.parametrize(
    ("asked", "days"),
    [("7", 7), ("365", 365), (None, 30), ("8", 30), ("x🎬", 30), ("²", 30), ("-7", 30)],
)
def test_a_period_is_one_of_four(asked: str | None, days: int) -> None:
    period = period_of(asked, TODAY)
    assert (period.days, (TODAY - period.first).days) == (days, days - 1)


def test_rates_are_told_by_tool_and_device_but_for_small_crowds(world: Any) -> None:
    for tool, device, yes, no in (
        ("axeptio", "mobile", 60, 40),
        ("axeptio", "desktop", 30, 10),
        ("other", "tablet", 49, 0),
    ):
        cinemas.put_choice_figures(
            world.site.id, TODAY, tool, device, consents=yes, refusals=no
        )
    period = Period(30, TODAY)
    tools = choices_by(world.royal, period, "tool", SMALLEST_SHOWN)
    assert [(one.label, one.answers, one.rate) for one in tools] == [
        ("Axeptio", 150, 0.65),
        ("autre outil", None, None),
    ]
    devices = choices_by(world.royal, period, "device", SMALLEST_SHOWN)
    assert [one.answers for one in devices] == [100, None, None]


def click(world: Any, number: int) -> None:
    entries = [
        (distributor_receivable(world.campaign.id), 400),
        (f"cinema_payable:{world.royal.id}", -134),
        (f"cinema_payable:{world.eldorado.id}", -266),
    ]
    post(f"K{number:04}", NOON, "click", "", entries)


def test_clicks_by_film_are_rounded_and_none_below_fifty(world: Any) -> None:
    key = (world.line.id, world.creative.id, world.placement.id)
    campaigns.put_line_figures(*key, TODAY, impressions=900)
    period = Period(30, TODAY)
    for number in range(49):
        click(world, number)
    (film,) = films_shown(world.royal, period, SMALLEST_SHOWN)
    assert (film.title, film.clicks) == ("L'Ombre de Staline", None)
    assert film.poster == world.creative.id
    for number in range(49, 123):
        click(world, number)
    assert films_shown(world.royal, period, SMALLEST_SHOWN)[0].clicks == 100
    assert dashboard(world.royal, period, SMALLEST_SHOWN).clicks == 123
    assert (
        films_shown(
            world.royal, Period(7, TODAY - datetime.timedelta(9)), SMALLEST_SHOWN
        )
        == []
    )


def test_money_says_what_is_missing(world: Any) -> None:
    for number in range(3):
        click(world, number)
    board = dashboard(world.royal, Period(30, TODAY), SMALLEST_SHOWN)
    assert board.owed_micros == board.earned.net_micros == 402
    assert board.missing_micros == 25_000_000 - 402


def test_spectators_and_share_come_from_the_latest_count(world: Any) -> None:
    at = to_datetime(now_ms())
    day_before = TODAY - datetime.timedelta(days=1)
    cinemas.put_audience(day_before, {world.royal.id: 1100}, 21_000, at)
    cinemas.put_audience(TODAY, {world.royal.id: 1200}, 21_000, at)
    cinemas.put_audience(TODAY, {world.royal.id: 1300}, 21_000, at)
    board = dashboard(world.royal, Period(7, TODAY), SMALLEST_SHOWN)
    assert board.newest is not None
    assert (board.newest.spectators, board.share) == (1300, 0.06)
    assert CinemaAudience.objects.count() == 2


def test_the_page_asks_the_same_of_the_database_whatever_there_is(
    world: Any, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    today = paris_date(now_ms())
    days = [today - datetime.timedelta(days=ago) for ago in range(365)]
    SiteDay.objects.bulk_create(
        SiteDay(site=world.site, day=day, visits=50, consents=9) for day in days
    )
    SiteChoiceDay.objects.bulk_create(
        SiteChoiceDay(site=world.site, day=day, tool="orejime", device=device)
        for day in days
        for device in ("mobile", "desktop")
    )
    url = reverse("payouts:cinema", args=[world.royal.id])
    royal = sign_in("royal")
    with django_assert_max_num_queries(28):
        assert royal.get(f"{url}?jours=365").status_code == 200


def test_a_house_of_many_cinemas_is_compared_in_few_queries(
    world: Any, django_assert_max_num_queries: Any
) -> None:
    many = [world.royal] + [
        cinemas.add_cinema(world.people.royal, name=f"Salle {at}", commune="Toulon")
        for at in range(30)
    ]
    with django_assert_max_num_queries(4):
        rows = house(many, Period(30, TODAY), SMALLEST_SHOWN)
    assert len(rows) == 31


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_days_are_exported_whole(world: Any, sign_in: SignIn, kind: str) -> None:
    today = paris_date(now_ms())
    for ago in range(60):
        day = today - datetime.timedelta(days=ago)
        cinemas.put_site_figures(world.site.id, day, visits=3, consents=2)
    url = reverse("payouts:cinema", args=[world.royal.id])
    answer = sign_in("royal").get(f"{url}?jours=90&export={kind}")
    assert answer["Content-Disposition"].startswith('attachment; filename="jours-')
    if kind == "csv":
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert len(lines) == 61
        assert ";3;" in lines[1]
        assert "< 50" in lines[1].replace("\xa0", " ")


def test_a_poster_of_a_draft_is_not_shown(world: Any, sign_in: SignIn) -> None:
    url = reverse("payouts:poster", args=[world.creative.id])
    assert sign_in("royal").get(url).status_code == 404
