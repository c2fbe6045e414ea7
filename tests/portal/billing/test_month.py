"""The basis of invoices: its totals are the ledger's."""

import datetime
from collections.abc import Callable
from typing import Any

from django.test import Client

from toile.ledger.entries import click_posting
from toile.portal.billing.selectors import month_of
from toile.portal.campaigns import services as campaigns
from toile.portal.payouts.movements import owed_micros
from toile.portal.payouts.selectors import fees_micros
from toile.portal.payouts.services import post
from toile.wire.clock import PARIS, from_datetime, to_datetime
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money

NOVEMBER = datetime.date(2026, 11, 1)
SignIn = Callable[[str], Client]


def click(world: Any, at: datetime.datetime) -> None:
    ms = from_datetime(at)
    shares = {Ulid(world.royal.id): Money(400)}
    booked = click_posting(new_ulid(ms), ms, Ulid(world.campaign.id), shares)
    entries = [(one.account, int(one.amount)) for one in booked.entries]
    post(booked.id, to_datetime(ms), booked.kind, booked.memo, entries)


def test_a_month_is_that_of_paris_and_agrees_with_the_ledger(world: Any) -> None:
    last_moment = datetime.datetime(2026, 11, 30, 23, 59, 59, tzinfo=PARIS)
    first_moment = datetime.datetime(2026, 11, 1, tzinfo=PARIS)
    moments = [first_moment, last_moment]
    outside = [
        first_moment - datetime.timedelta(seconds=1),
        last_moment + datetime.timedelta(seconds=1),
    ]
    for at in (*moments, *outside):
        click(world, at)
    key = (world.line.id, world.creative.id, world.placement.id)
    campaigns.put_line_figures(
        *key,
        NOVEMBER,
        impressions=1_000,
        spend_micros=4_000_000,
        clicks=5,
        billable_clicks=2,
    )
    month = month_of(NOVEMBER)
    (row,) = month.rows
    assert (row.billable_clicks, row.fees_micros) == (2, 800)
    assert (row.spend_micros, row.total_micros) == (4_000_000, 4_000_800)
    assert month.agrees
    october, december = (month_of(datetime.date(2026, m, 1)) for m in (10, 12))
    every = [one.fees_micros for one in (october, month, december)]
    assert sum(every) == fees_micros(world.campaign) == owed_micros(world.royal)
    assert not october.agrees, "a click that the daily figures do not have yet"


def test_the_file_holds_what_the_page_shows(world: Any, sign_in: SignIn) -> None:
    key = (world.line.id, world.creative.id, world.placement.id)
    campaigns.put_line_figures(*key, NOVEMBER, impressions=7, spend_micros=28_000)
    client = sign_in("klox")
    file = client.get("/facturation/?mois=2026-11&export=csv").content.decode(
        "utf-8-sig"
    )
    head, row = file.splitlines()
    assert head.startswith("Distributeur;Campagne;Film;Impressions")
    assert row.startswith("Condor;Sortie nationale;L'Ombre de Staline;7;0;0,028")
    assert client.get("/facturation/?mois=1999-99").status_code == 200
