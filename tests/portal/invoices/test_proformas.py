"""What a distributor will be invoiced: its own campaigns, rounded once."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from clock import NOON, TODAY
from pdf_text import text_of
from toile.ledger.entries import click_posting
from toile.portal.campaigns.models import LineDay
from toile.portal.payouts.services import post_all
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
