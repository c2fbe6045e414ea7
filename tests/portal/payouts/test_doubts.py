"""Invalid traffic found later: what is odd is shown in counts, and people judge."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from clock import NOON, TODAY
from toile.ledger.entries import click_posting
from toile.ledger.invalid import is_burst, is_odd_rate, too_many
from toile.portal.campaigns.models import ClickTrail, LineDay, LineHour
from toile.portal.payouts.doubts.looking import look
from toile.portal.payouts.doubts.services import decide
from toile.portal.payouts.models import Doubt
from toile.portal.payouts.movements import ever, owed_micros
from toile.portal.payouts.services import post_all
from toile.wire.clock import MS_A_DAY, from_datetime
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money

DAY = datetime.timedelta(days=1)
HOUR = 3_600_000


def billed(world: Any, number: int, days_ago: int) -> None:
    at = NOON - days_ago * DAY
    at_ms = from_datetime(at)
    for _ in range(number):
        key = new_ulid(at_ms)
        ClickTrail.objects.create(
            id=key,
            at=at,
            line=world.line,
            creative=world.creative,
            placement=world.placement,
        )
        shares = {Ulid(world.royal.id): Money(400)}
        post_all([click_posting(key, at_ms, Ulid(world.campaign.id), shares)])


def day(world: Any, days_ago: int, clicks: int, impressions: int) -> None:
    LineDay.objects.create(
        line=world.line,
        creative=world.creative,
        placement=world.placement,
        day=TODAY - days_ago * DAY,
        billable_clicks=clicks,
        impressions=impressions,
    )


@pytest.fixture
def odd(world: Any) -> Doubt:
    """Sixty clicks of two hundred impressions, where one in a thousand is usual."""
    type(world.line).objects.filter(pk=world.line.pk).update(pool=True)
    day(world, 10, 100, 100_000)
    day(world, 2, 60, 200)
    billed(world, 60, 2)
    billed(world, 3, 4)
    assert look(TODAY) == 1
    assert look(TODAY) == 0
    return Doubt.objects.get()


def test_an_odd_rate_is_found_once_with_what_is_usual(odd: Doubt) -> None:
    assert (odd.kind, odd.day, odd.clicks, odd.shown, odd.usual, odd.state) == (
        "rate",
        TODAY - 2 * DAY,
        60,
        200,
        10,
        "open",
    )


def test_taken_out_its_clicks_are_neither_paid_nor_owed(odd: Doubt, world: Any) -> None:
    scare = world.people.users["scare"]
    with pytest.raises(ValidationError):
        decide(odd.pk, scare, "  ", out=True)
    assert decide(odd.pk, scare, "Ferme de clics", out=True).taken == 60
    assert owed_micros(world.royal) == 3 * 400
    found = ever(world.royal)
    assert (found.gross_micros, found.net_micros) == (63 * 400, 3 * 400)
    with pytest.raises(ValidationError):
        decide(odd.pk, scare, "Encore", out=True)
    assert look(TODAY) == 0


def test_kept_they_are_paid(odd: Doubt, world: Any) -> None:
    decide(odd.pk, world.people.users["klox"], "Avant-première", out=False)
    assert owed_micros(world.royal) == 63 * 400
    assert look(TODAY) == 0


def test_the_page_shows_the_evidence_and_takes_a_decision(
    odd: Doubt, world: Any, sign_in: Any
) -> None:
    client = sign_in("klox")
    page = client.get("/clics-douteux/").content.decode()
    for said in ("Taux de clic anormal", "30,00", "0,10", "Reprendre ces clics"):
        assert said in page, said
    for key in ClickTrail.objects.values_list("id", flat=True):
        assert key not in page
    said = client.post(
        f"/clics-douteux/{odd.pk}/",
        {"decision": "out", "reason": "Robots"},
        follow=True,
    )
    assert "60 clics repris" in said.content.decode()
    judged = sign_in("scare").get("/clics-douteux/").content.decode()
    assert "Robots" in judged


def test_a_burst_is_an_hour_far_above_the_others(world: Any) -> None:
    type(world.line).objects.filter(pk=world.line.pk).update(pool=True)
    for hour in range(24):
        LineHour.objects.create(
            line=world.line,
            day=TODAY - DAY,
            hour=hour,
            impressions=1_000,
            clicks=80 if hour == 3 else 2,
        )
    assert look(TODAY) == 1
    found = Doubt.objects.get()
    assert (found.kind, found.hour, found.clicks, found.usual) == ("burst", 3, 80, 2)
    assert found.found_at <= timezone.now()


def test_the_limits_stand_where_they_are_said_to() -> None:
    clicks = {f"c{n:02}": n * HOUR for n in range(10)}
    assert too_many(clicks) == set()
    assert too_many(clicks | {"late": MS_A_DAY - 1}) == {*clicks, "late"}
    assert too_many(clicks | {"next": MS_A_DAY + 1}) == set()
    assert is_odd_rate(50, 2_000, 0)
    assert not is_odd_rate(49, 49, 0)
    assert not is_odd_rate(50, 2_500, 0)
    assert not is_odd_rate(50, 2_000, 50)
    assert is_burst(50, [4, 4])
    assert not is_burst(50, [5, 5])
    assert not is_burst(49, [])
