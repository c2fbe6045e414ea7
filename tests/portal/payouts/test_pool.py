"""The union's view of the pool: states, figures, small crowds, growth."""

import datetime
from collections.abc import Callable
from typing import Any

from django.test import Client

from toile.lab import SMALLEST_SHOWN
from toile.portal.agreements import services as agreements
from toile.portal.agreements.members import with_states
from toile.portal.agreements.models import Agreement
from toile.portal.cinemas.models import Site
from toile.portal.cinemas.services import (
    put_audience,
    put_site_figures,
    set_site_status,
)
from toile.portal.payouts.pool.selectors import figures, growth, pool_cinemas, pool_map
from toile.wire.clock import now_ms, paris_date, to_datetime

SignIn = Callable[[str], Client]
DAY = datetime.timedelta(days=1)


def states(today: datetime.date) -> dict[str, str]:
    return {one.name: one.state for one in with_states(today)}


def test_each_cinema_stands_somewhere(world: Any) -> None:
    today = paris_date(now_ms())
    assert states(today) == {"Le Royal": "silent", "Eldorado": "waiting"}
    put_site_figures(world.site.id, today - 13 * DAY, visits=3)
    assert states(today)["Le Royal"] == "active"
    assert states(today + DAY)["Le Royal"] == "silent"
    set_site_status(world.site, Site.Status.PAUSED)
    assert states(today)["Le Royal"] == "paused"
    set_site_status(world.site, Site.Status.SUSPENDED)
    assert states(today)["Le Royal"] == "suspended"
    agreements.terminate(world.agreement, today)
    assert states(today)["Le Royal"] == "left"


def test_figures_are_those_of_members_and_small_crowds_are_not_told(
    world: Any, sign_in: SignIn
) -> None:
    today = paris_date(now_ms())
    put_site_figures(world.site.id, today, visits=700, consents=300, refusals=100)
    put_site_figures(world.site.id, today - 30 * DAY, visits=9)
    counted = to_datetime(now_ms())
    put_audience(today, {world.royal.id: None}, 1_200, counted)
    rows = list(pool_cinemas(today))
    found = figures(rows, today, SMALLEST_SHOWN)
    assert (found.members, found.visits, found.spectators) == (1, 700, 1_200)
    assert found.consent_rate == 0.75
    assert pool_map(rows, SMALLEST_SHOWN).shades == {}
    put_audience(today, {world.royal.id: 450}, 1_200, counted)
    assert pool_map(list(pool_cinemas(today)), SMALLEST_SHOWN).values == {"83": "450"}
    shown = sign_in("scare").get("/pool/").content.decode()
    assert "1\u202f200" in shown or "1\xa0200" in shown
    assert "Le Royal" in shown


def test_the_table_narrows_by_state_and_place(world: Any, sign_in: SignIn) -> None:
    client = sign_in("scare")

    def listed(query: str) -> str:
        page = client.get(f"/pool/?{query}").content.decode()
        return page.partition('id="liste"')[2]

    assert "Eldorado" not in listed("etat=silent")
    assert "Le Royal" in listed("etat=silent&departement=83")
    assert "Aucune ligne ne correspond" in listed("etat=left")
    assert client.get("/pool/?etat=rien&departement=999").status_code == 200
    export = client.get("/pool/?etat=waiting&export=csv").content.decode()
    assert "Eldorado" in export
    assert "Le Royal" not in export


def test_growth_counts_a_year_of_months(world: Any) -> None:
    today = datetime.date(2026, 11, 20)
    put_site_figures(world.site.id, datetime.date(2026, 10, 31), visits=5)
    put_site_figures(world.site.id, datetime.date(2026, 11, 1), visits=7)
    members, visits = growth(today)
    assert next(iter(members.along)) == "12/2025"
    # Under agreement since the first of January.
    assert list(members.series[0].values) == [0, *[1] * 11]
    assert list(visits.series[0].values)[-2:] == [5, 7]


def test_more_cinemas_ask_no_more_queries(
    world: Any, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    client = sign_in("scare")
    with django_assert_max_num_queries(23):
        client.get("/pool/")
    assert Agreement.objects.count() == 1
