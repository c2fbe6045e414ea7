"""The accountant's file holds the books of closed months, and its format is right."""

import csv
import datetime
import io
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clock import NOON, TODAY
from invoices_stage import VAT_NUMBER, paid, settle
from toile.ledger.bank_answers import Outcome
from toile.ledger.entries import click_posting
from toile.ledger.fec_check import faults_of
from toile.portal.agreements.services import set_identity
from toile.portal.invoices.accounting import closed_months, export
from toile.portal.invoices.models import AccountNumber
from toile.portal.payouts.models import Balance, ClosedPeriod
from toile.portal.payouts.services import post_all
from toile.portal.transfers.refusals import RefusedError
from toile.wire.calendar import midnight
from toile.wire.clock import from_datetime
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money

SignIn = Callable[[str], Client]
MONTH = TODAY.replace(day=1)


def click(world: Any, days_ago: int, micros: int = 400) -> None:
    at_ms = from_datetime(NOON - datetime.timedelta(days=days_ago))
    shares = {Ulid(world.royal.id): Money(micros)}
    campaign = Ulid(world.campaign.id)
    post_all([click_posting(new_ulid(at_ms), at_ms, campaign, shares)])


@pytest.fixture
def closed(world: Any) -> Any:
    """A year of clicks, a payout with VAT and its return, all months closed."""
    set_identity(
        world.people.scare,
        legal_name="Syndicat SCARE",
        siret="40483304800022",
        street="1 rue X",
        postal_code="75010",
        town="Paris",
        vat_regime="franchise",
        contact_name="Zoé",
    )
    for days, micros in ((500, 33_333), (45, 3_333), (45, 3_333), (20, 3_333)):
        click(world, days, micros)
    found = paid(world, vat_regime="normal", vat_number=VAT_NUMBER)
    settle(found.transfer, Outcome.RETURNED, world)
    after = (MONTH + datetime.timedelta(days=32)).replace(day=1)
    ClosedPeriod.objects.create(
        month=MONTH,
        ends_at=midnight(after),
        closed_at=NOON + datetime.timedelta(days=40),
        last_link=1,
    )
    return world


def rows(content: bytes) -> list[dict[str, str]]:
    told = io.StringIO(content.decode(), newline="")
    return list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE))


def begins() -> datetime.date:
    return (MONTH - datetime.timedelta(days=100)).replace(day=1)


def test_the_format_is_right_and_every_balance_is_there(closed: Any) -> None:
    made = export(begins(), MONTH)
    assert faults_of(made.content, made.name) == []
    assert made == export(begins(), MONTH)
    sums: Counter[str] = Counter()
    for row in rows(made.content):
        debit, credit = (
            int(row[side].replace(",", "")) for side in ("Debit", "Credit")
        )
        sums[row["CompteNum"]] += debit - credit
    kinds = {"512000": "bank", "445660": "vat_deductible", "401000": "cinema_payable"}
    for number, kind in kinds.items():
        owed = Balance.objects.get(account__kind=kind).amount_micros
        assert sums[number] == (owed + 5_000) // 10_000
    assert made.entries == len(rows(made.content))


def test_a_transfer_stands_under_the_number_of_its_paper(closed: Any) -> None:
    found = rows(export(begins(), MONTH).content)
    pieces = {row["PieceRef"] for row in found if row["JournalCode"] == "BQ"}
    assert pieces == {"TOILE-6001234-0001", "TOILE-6001234-0002"}
    assert {row["CompAuxLib"] for row in found if row["CompteNum"] == "401000"} == {
        str(closed.royal)
    }


def test_what_was_before_the_year_opens_it(closed: Any) -> None:
    opening = [
        row
        for row in rows(export(begins(), MONTH).content)
        if row["JournalCode"] == "AN"
    ]
    assert {row["CompteNum"] for row in opening} >= {"411000"}


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (datetime.date(2999, 1, 1), "n’est pas clos"),
        (datetime.date(2000, 1, 1), "avant"),
    ],
)
def test_only_closed_months_of_the_year_are_written(
    closed: Any, until: datetime.date, words: str
) -> None:
    with pytest.raises(RefusedError, match=words):
        export(begins(), until)


def test_without_its_siren_the_union_gets_no_file(world: Any) -> None:
    with pytest.raises(RefusedError, match="SIREN"):
        export(MONTH, MONTH)
    assert closed_months() == []


def test_the_accountant_chooses_the_numbers(closed: Any, sign_in: SignIn) -> None:
    scare, url = sign_in("scare"), reverse("invoices:accounting")
    form = scare.get(url).context["form"]
    given = {name: field.initial for name, field in form.fields.items()}
    wrong = scare.post(url, given | {"cinema_payable-number": "40 1"})
    assert wrong.status_code == 422
    assert "n’est pas un compte" in wrong.content.decode()
    scare.post(url, given | {"cinema_payable-number": "467100"})
    assert AccountNumber.objects.get().kind == "cinema_payable"
    asked = {"debut": f"{begins():%Y-%m}", "jusqu": f"{MONTH:%Y-%m}"}
    answer = scare.get(reverse("invoices:fec"), asked)
    assert "404833048FEC" in answer["Content-Disposition"]
    numbers = {row["CompteNum"] for row in rows(answer.content)}
    assert "467100" in numbers
    assert "401000" not in numbers


def test_a_wrong_month_is_told_in_words(closed: Any, sign_in: SignIn) -> None:
    scare, url = sign_in("scare"), reverse("invoices:fec")
    for asked, words in (
        ({"jusqu": "x"}, "Choisissez"),
        ({"jusqu": "2999-01"}, "clos"),
    ):
        assert words in scare.get(url, asked, follow=True).content.decode()
