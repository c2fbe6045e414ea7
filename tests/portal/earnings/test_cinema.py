"""A cinema's money: each figure is what the books say, and no other cinema's."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clock import NOON, TODAY
from toile.ledger.bank_answers import Outcome
from toile.ledger.caps import Cuts, cap_posting
from toile.ledger.entries import click_posting
from toile.portal.earnings.cinema import earnings
from toile.portal.payouts.movements import by_month
from toile.portal.payouts.services import post_all, take_out
from toile.portal.transfers import services
from toile.portal.transfers.models import Run
from toile.wire.clock import PARIS, from_datetime
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money
from transfers_stage import owe

SignIn = Callable[[str], Client]


def page_of(client: Client, cinema: Any) -> str:
    answer = client.get(reverse("earnings:cinema", args=[cinema.id]))
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def test_what_is_earned_waits_then_may_be_paid(world: Any, sign_in: SignIn) -> None:
    owe(world, world.royal, 10_000_000)
    at_ms = from_datetime(NOON)
    shares = {Ulid(world.royal.id): Money(2_000_000)}
    post_all([click_posting(new_ulid(at_ms), at_ms, Ulid(world.campaign.id), shares)])
    money = earnings(world.royal, TODAY)
    assert (money.standing.pending_micros, money.standing.payable_micros) == (
        2_000_000,
        10_000_000,
    )
    ever = money.ever
    assert (ever.gross_micros, ever.net_micros, ever.paid_micros) == (
        12_000_000,
        12_000_000,
        0,
    )
    assert money.missing_micros == 13_000_000
    assert money.progress == 48
    # 12 EUR in ninety days: 13 more take 97.5.
    assert money.reached_on == TODAY + datetime.timedelta(days=98)
    page = page_of(sign_in("royal"), world.royal)
    assert "encore 13,00 € jusqu’au versement, dès 25,00 €" in page
    assert earnings(world.eldorado, TODAY).standing.owed_micros == 0


def test_a_threshold_that_is_far_away_is_not_called_no_gain(
    world: Any, sign_in: SignIn
) -> None:
    owe(world, world.royal, 400)
    page = page_of(sign_in("royal"), world.royal)
    assert "le seuil est à plus de dix ans" in page
    assert "Aucun gain" not in page
    assert "Aucun gain" in page_of(sign_in("eldorado"), world.eldorado)


def test_what_is_taken_out_is_gross_and_not_net(world: Any) -> None:
    owe(world, world.royal, 10_000_000)
    click = owe(world, world.royal, 4_000_000)
    take_out([click], "burst", NOON)
    money = earnings(world.royal, TODAY)
    assert money.ever.gross_micros == 14_000_000
    assert money.ever.reversed_micros == 4_000_000
    assert money.ever.net_micros == money.standing.owed_micros == 10_000_000


def test_what_a_cap_takes_is_neither_invalid_nor_earned(world: Any) -> None:
    owe(world, world.royal, 10_000_000)
    month = ((Ulid(world.campaign.id), Ulid(world.royal.id)), 4_000_000)
    capped = cap_posting(
        Ulid("cap-1"), from_datetime(NOON), "", Cuts(dict([month]), {}), Cuts({}, {})
    )
    assert capped is not None
    post_all([capped])
    ever = earnings(world.royal, TODAY).ever
    assert (ever.gross_micros, ever.reversed_micros, ever.capped_micros) == (
        10_000_000,
        0,
        4_000_000,
    )
    assert ever.net_micros == 6_000_000


def test_a_months_money_is_that_of_its_days_in_paris(world: Any) -> None:
    """Midnight in Paris on 1 October is 22:00 UTC of the month before."""
    campaign, shares = Ulid(world.campaign.id), {Ulid(world.royal.id): Money(400)}
    for moment in ((2026, 9, 30, 23, 59), (2026, 10, 1, 0, 0)):
        at_ms = from_datetime(datetime.datetime(*moment, tzinfo=PARIS))
        post_all([click_posting(new_ulid(at_ms), at_ms, campaign, shares)])
    found = by_month(world.royal)
    assert {month: one.gross_micros for month, one in found.items()} == {
        datetime.date(2026, 9, 1): 400,
        datetime.date(2026, 10, 1): 400,
    }


@pytest.mark.parametrize(
    ("outcome", "owed", "paid", "words"),
    [
        (Outcome.EXECUTED, 1_234, 30_000_000, "exécuté"),
        (Outcome.REJECTED, 30_001_234, 0, "Le dernier virement n’a pas abouti"),
        (Outcome.RETURNED, 30_001_234, 0, "Le dernier virement n’a pas abouti"),
    ],
)
def test_a_transfer_is_seen_from_the_bank_on(
    at_the_bank: Run,
    world: Any,
    sign_in: SignIn,
    outcome: Outcome,
    owed: int,
    paid: int,
    words: str,
) -> None:
    transfer = at_the_bank.transfers.get(cinema=world.royal)
    before = earnings(world.royal, TODAY)
    assert before.on_its_way_micros == 30_000_000
    assert transfer.reference in page_of(sign_in("royal"), world.royal)
    services.settle_by_hand(
        transfer.id, outcome, world.people.users["scare"], "AC04 compte clos"
    )
    money = earnings(world.royal, TODAY)
    assert (money.standing.owed_micros, money.ever.paid_micros) == (owed, paid)
    assert money.on_its_way_micros == 0
    assert words in page_of(sign_in("royal"), world.royal)


def test_a_run_that_is_not_at_the_bank_is_nobodys_business_yet(
    proposed: Run, world: Any, sign_in: SignIn
) -> None:
    reference = proposed.transfers.get(cinema=world.royal).reference
    assert reference not in page_of(sign_in("royal"), world.royal)


def test_a_cinema_without_a_click_is_told_what_will_be_here(
    world: Any, sign_in: SignIn
) -> None:
    page = page_of(sign_in("royal"), world.royal)
    assert "Aucun mouvement encore" in page
    assert "Gagné par mois" not in page
    assert "Aucun virement encore" in page
