"""What a distributor will be invoiced: its own campaigns, rounded once."""

import datetime
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from clock import NOON, TODAY
from pdf_text import text_of
from toile.ledger.entries import click_posting
from toile.portal.campaigns.models import LineDay
from toile.portal.invoices.proformas import basis_of, proforma_sheet
from toile.portal.payouts.models import Posting
from toile.portal.payouts.services import post_all, release, take_out
from toile.wire.clock import from_datetime
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money

SignIn = Callable[[str], Client]
URL = "invoices:proforma"


def deliver(world: Any) -> None:
    """Some spend and two clicks of today: 12.34567 and 0.0008 EUR."""
    LineDay.objects.create(
        line=world.line,
        creative=world.creative,
        placement=world.placement,
        day=TODAY,
        impressions=1_000,
        spend_micros=12_345_670,
    )
    at_ms = from_datetime(NOON)
    for _ in range(2):
        shares = {Ulid(world.royal.id): Money(400)}
        campaign = Ulid(world.campaign.id)
        post_all([click_posting(new_ulid(at_ms), at_ms, campaign, shares)])


def test_a_distributor_reads_its_own_and_its_sum(world: Any, sign_in: SignIn) -> None:
    deliver(world)
    shown = sign_in("condor").get(reverse(URL)).content.decode()
    plain = shown.replace("\u202f", " ").replace("\u00a0", " ")
    # 12.346470 is 12.35; its VAT 2.47.
    for said in ("Sortie nationale", "12,35", "2,47", "14,82"):
        assert said in plain
    other = sign_in("other_distributor").get(reverse(URL)).content.decode()
    assert "Sortie nationale" not in other


def test_the_operator_reads_all(world: Any, sign_in: SignIn) -> None:
    deliver(world)
    shown = sign_in("klox").get(reverse(URL)).content.decode()
    assert "Sortie nationale" in shown
    assert "Condor" in shown


def test_it_is_to_be_had_as_pdf_and_csv(world: Any, sign_in: SignIn) -> None:
    deliver(world)
    condor = sign_in("condor")
    args = [world.people.condor.id, f"{TODAY:%Y-%m}"]
    answer = condor.get(reverse("invoices:proforma_pdf", args=args))
    words = text_of(answer.content).replace("\u202f", " ").replace("\u00a0", " ")
    for said in ("Pro forma", "Condor", "14,82", "n’est pas une facture"):
        assert said in words
    for wrong in ("2000-01", "x"):
        url = reverse("invoices:proforma_pdf", args=[args[0], wrong])
        assert condor.get(url).status_code == 404
    given = condor.get(reverse(URL), {"export": "csv"})
    assert "Sortie nationale" in given.content.decode("utf-8-sig")


def test_a_month_without_deliveries_is_nothing(world: Any, sign_in: SignIn) -> None:
    condor = sign_in("condor")
    args = [world.people.condor.id, f"{TODAY:%Y-%m}"]
    answer = condor.get(reverse("invoices:proforma_pdf", args=args))
    assert "Rien à facturer" in text_of(answer.content)


def test_clicks_found_invalid_are_taken_off(world: Any, sign_in: SignIn) -> None:
    deliver(world)
    clicks = list(Posting.objects.filter(kind="click").values_list("id", flat=True))
    take_out(clicks[:1], "robot", NOON)
    (row,) = basis_of(TODAY.replace(day=1), world.people.condor).rows
    assert (row.billable_clicks, row.fees_micros) == (1, 400)
    take_out(clicks, "robot", NOON)
    (row,) = basis_of(TODAY.replace(day=1)).rows
    assert (row.billable_clicks, row.fees_micros) == (0, 0)


def test_a_month_of_clicks_taken_out_alone_is_below_zero(world: Any) -> None:
    micros = 12_340_000
    at_ms = from_datetime(NOON - datetime.timedelta(days=40))
    shares, campaign = {Ulid(world.royal.id): Money(micros)}, Ulid(world.campaign.id)
    post_all([click_posting(new_ulid(at_ms), at_ms, campaign, shares)])
    release(TODAY)
    take_out(
        Posting.objects.filter(kind="click").values_list("id", flat=True), "robot", NOON
    )
    basis = basis_of(TODAY.replace(day=1), world.people.condor)
    assert (basis.net_cents, basis.vat_cents) == (-1_234, -247)
    sheet = proforma_sheet(basis, world.people.condor, None, TODAY)
    assert sheet.totals[-1][1].startswith(("-", "−"))
