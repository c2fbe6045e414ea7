"""The simulator: another rule over the parts that were kept, without any id."""

import datetime
from typing import Any

import pytest

from clock import TODAY
from toile.ledger.attributed import UNIT
from toile.ledger.entries import click_posting
from toile.portal.agreements import services as agreements
from toile.portal.agreements.models import Agreement
from toile.portal.campaigns.models import LineDay
from toile.portal.payouts.models import SharedDay
from toile.portal.payouts.services import post_all
from toile.portal.simulator.forms import PERIODS, days_of
from toile.portal.simulator.selectors import simulation
from toile.wire.clock import PARIS, from_datetime
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money

CLICKS = {
    "basis": "clicks",
    "fee_micros": 400,
    "spend_basis_points": 0,
    "impression_fee_micros": 0,
    "sharing_rule": "equal",
    "cinema_cap_micros": 0,
    "campaign_cap_micros": 0,
}


@pytest.fixture
def shared(world: Any) -> datetime.date:
    """Ten clicks of both cinemas last month, the Royal's last; a thousand shown."""
    agreements.sign(
        Agreement.Kind.OPERATOR_UNION,
        world.people.klox,
        "KLOX-1",
        datetime.date(2025, 1, 1),
    )
    day = days_of("mois", TODAY)[1]
    at = datetime.datetime.combine(day, datetime.time(12), PARIS)
    half = {Ulid(one.id): Money(200) for one in (world.royal, world.eldorado)}
    at_ms = from_datetime(at)
    post_all(
        [
            click_posting(new_ulid(at_ms), at_ms, Ulid(world.campaign.id), half)
            for _ in range(10)
        ]
    )
    for cinema, last in ((world.royal, 10), (world.eldorado, 0)):
        for window in (0, 30) if last else (0,):
            SharedDay.objects.create(
                line=world.line,
                cinema=cinema,
                day=day,
                window_days=window,
                clicks_equal=(5 if window == 0 else 10) * UNIT,
                clicks_last=last * UNIT,
                clicks_each=10 * UNIT,
                shown_equal=500 * UNIT,
            )
    type(world.line).objects.filter(pk=world.line.pk).update(pool=True)
    LineDay.objects.create(
        line=world.line,
        creative=world.creative,
        placement=world.placement,
        day=day,
        impressions=1_000,
        spend_micros=4_000_000,
    )
    return day


@pytest.mark.parametrize(
    ("changed", "window", "royal", "eldorado"),
    [
        ({}, 0, 2_000, 2_000),
        ({"sharing_rule": "last"}, 0, 4_000, 0),
        ({"sharing_rule": "each"}, 0, 4_000, 4_000),
        ({"fee_micros": 1_000}, 0, 5_000, 5_000),
        ({}, 30, 4_000, 0),
        ({"fee_micros": 0, "spend_basis_points": 250}, 0, 50_000, 50_000),
        ({"fee_micros": 0, "impression_fee_micros": 100_000}, 0, 50_000, 50_000),
        ({"cinema_cap_micros": 1_500}, 0, 1_500, 1_500),
        ({"campaign_cap_micros": 1_000}, 0, 500, 500),
    ],
)
def test_a_rule_is_laid_over_what_happened(
    world: Any,
    shared: datetime.date,
    changed: dict[str, Any],
    window: int,
    royal: int,
    eldorado: int,
) -> None:
    found = simulation(CLICKS | changed, window, shared, shared)
    would = {one.key: one.would_micros for one in found.cinemas}
    assert would == {world.royal.id: royal, world.eldorado.id: eldorado}
    assert found.total.paid_micros == 4_000
    assert found.total.difference_micros == royal + eldorado - 4_000


def test_periods_are_whole_months_and_quarters() -> None:
    day = datetime.date(2026, 1, 15)
    assert {name: days_of(name, day) for name, _ in PERIODS} == {
        "trimestre": (datetime.date(2025, 10, 1), datetime.date(2025, 12, 31)),
        "en-cours": (datetime.date(2026, 1, 1), datetime.date(2026, 1, 14)),
        "mois": (datetime.date(2025, 12, 1), datetime.date(2025, 12, 31)),
        "an": (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)),
    }


ASKED = {
    "period": "mois",
    "window_days": "0",
    "basis": "clicks",
    "fee": "0,40",
    "sharing_rule": "last",
}


def test_the_union_sees_who_wins_and_who_loses(
    shared: datetime.date, sign_in: Any
) -> None:
    client = sign_in("scare")
    assert "Calculer" in client.get("/simulateur/").content.decode()
    page = client.get("/simulateur/", ASKED).content.decode()
    for said in ("Le Royal", "1 / 1", "Aurait été payé"):
        assert said in page, said
    file = client.get("/simulateur/", ASKED | {"export": "csv"})
    assert file["Content-Type"].startswith("text/csv")
    assert "Le Royal" in file.content.decode()
    wrong = client.get("/simulateur/", ASKED | {"basis": "spend"})
    assert wrong.status_code == 422
    assert "Écrivez le taux de l’assiette choisie." in wrong.content.decode()


def test_the_operator_sees_sums_and_no_cinema(
    shared: datetime.date, sign_in: Any
) -> None:
    client = sign_in("klox")
    page = client.get("/simulateur/", ASKED | {"export": "csv"}).content.decode()
    assert "1 / 1" in page
    assert "Le Royal" not in page
