"""Rates by agreement and day: shares of spend, impressions, caps; never the past."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clock import TODAY
from toile.ledger.attributed import UNIT
from toile.ledger.entries import click_posting
from toile.portal.agreements import services as agreements
from toile.portal.agreements.amending import TERMS, amend, terms_of
from toile.portal.agreements.models import Agreement
from toile.portal.agreements.selectors import rate
from toile.portal.campaigns.models import LineDay
from toile.portal.freshness.services import note_counted
from toile.portal.payouts.models import Balance, Posting, SharedDay
from toile.portal.payouts.movements import ever, owed_micros
from toile.portal.payouts.selectors import fees_micros
from toile.portal.payouts.services import (
    book_accruals,
    cap_month,
    close_month,
    post_all,
    take_out,
    trial_balance,
)
from toile.wire.clock import PARIS, from_datetime
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money

DAY = datetime.timedelta(days=1)
LONG_AGO = datetime.date(2025, 1, 1)
Kind = Agreement.Kind


def operator(world: Any, starts_on: datetime.date = LONG_AGO, **terms: Any) -> Any:
    return agreements.sign(
        Kind.OPERATOR_UNION, world.people.klox, "KLOX-1", starts_on, **terms
    )


def delivered(world: Any, day: datetime.date, shown: int, spend: int) -> None:
    """So many impressions, half of them the Royal's and half shared by both."""
    LineDay.objects.update_or_create(
        line=world.line,
        creative=world.creative,
        placement=world.placement,
        day=day,
        defaults={"impressions": shown, "spend_micros": spend},
    )
    for cinema, quarters in ((world.royal, 3), (world.eldorado, 1)):
        SharedDay.objects.update_or_create(
            line=world.line,
            cinema=cinema,
            day=day,
            window_days=0,
            defaults={"shown_equal": shown * UNIT * quarters // 4},
        )


def clicked(world: Any, at: datetime.datetime, cinema: Any, fee: int) -> str:
    at_ms = from_datetime(at)
    key = new_ulid(at_ms)
    shares = {Ulid(cinema.id): Money(fee)}
    post_all([click_posting(key, at_ms, Ulid(world.campaign.id), shares)])
    return key


@pytest.fixture
def counted(db: None) -> None:
    for stream in ("pool", "ads"):
        note_counted(stream, timezone.now() + DAY)


@pytest.mark.parametrize(
    "terms",
    [
        {"basis": "spend", "fee_micros": 0, "spend_basis_points": 250},
        {"basis": "impressions", "fee_micros": 0, "impression_fee_micros": 100_000},
    ],
)
def test_a_day_is_booked_once_and_what_is_told_later_is_added(
    world: Any, counted: None, terms: dict[str, Any]
) -> None:
    operator(world, **terms)
    day = TODAY - 2 * DAY
    delivered(world, day, 1_000, 4_000_000)
    assert book_accruals(TODAY) == 1
    assert book_accruals(TODAY) == 0
    assert (owed_micros(world.royal), owed_micros(world.eldorado)) == (75_000, 25_000)
    assert fees_micros(world.campaign, day, day) == 100_000
    delivered(world, day, 1_200, 4_800_000)
    assert book_accruals(TODAY) == 1
    assert (owed_micros(world.royal), owed_micros(world.eldorado)) == (90_000, 30_000)
    # A journal that is read anew has told less so far: nobody's money goes for it.
    delivered(world, day, 10, 40_000)
    assert book_accruals(TODAY) == 0
    assert owed_micros(world.royal) == 90_000
    assert trial_balance() == []


def test_days_are_booked_by_their_own_terms(world: Any, counted: None) -> None:
    first = operator(
        world, basis="impressions", fee_micros=0, impression_fee_micros=1_000
    )
    changed = {"basis": "clicks", "fee_micros": 400, "impression_fee_micros": 0}
    amend(first, TODAY - 2 * DAY, TODAY - 5 * DAY, **changed)
    for ago in (3, 2):
        delivered(world, TODAY - ago * DAY, 1_000, 4_000_000)
    assert book_accruals(TODAY) == 1
    assert owed_micros(world.royal) + owed_micros(world.eldorado) == 1_000


def test_a_day_that_is_not_counted_to_its_end_waits(world: Any) -> None:
    operator(world, basis="spend", fee_micros=0, spend_basis_points=250)
    delivered(world, TODAY - DAY, 1_000, 4_000_000)
    assert book_accruals(TODAY) == 0


def test_two_agreements_of_an_operator_on_one_day_are_refused(world: Any) -> None:
    first = operator(world)
    with pytest.raises(ValidationError, match="déjà la convention KLOX-1"):
        operator(world, TODAY)
    agreements.terminate(first, TODAY)
    operator(world, TODAY)
    before, after = rate(TODAY - DAY), rate(TODAY)
    assert before is not None
    assert after is not None
    assert before.pk != after.pk


@pytest.mark.parametrize(
    "wrong",
    [
        {"spend_basis_points": 250},
        {"basis": "spend", "fee_micros": 400, "spend_basis_points": 250},
        {"basis": "spend", "fee_micros": 0, "spend_basis_points": 10_001},
    ],
)
def test_one_rate_counts(world: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        operator(world, **wrong)
    assert not Agreement.objects.filter(kind=Kind.OPERATOR_UNION).exists()


MONTH = datetime.date(2026, 9, 1)
LATER = datetime.date(2026, 10, 20)


def moment(day: int, hour: int = 12) -> datetime.datetime:
    return datetime.datetime(2026, 9, day, hour, tzinfo=PARIS)


def test_caps_cut_what_is_above_and_give_back_what_a_reversal_frees(
    world: Any,
) -> None:
    operator(world, cinema_cap_micros=700, campaign_cap_micros=1_500)
    keys = [clicked(world, moment(day), world.royal, 400) for day in (1, 2, 3)]
    clicked(world, moment(4), world.eldorado, 400)
    assert cap_month(MONTH, LATER) == 1
    assert cap_month(MONTH, LATER) == 0
    # 1600 are 100 above the campaign's cap: 75 and 25 off; then the Royal's 425.
    assert owed_micros(world.royal) == 700
    assert owed_micros(world.eldorado) == 375
    assert ever(world.royal).capped_micros == 500
    union = Balance.objects.get(account__code="union_payable")
    assert union.amount_micros == -425
    take_out(keys[:2], "robots", moment(5))
    assert cap_month(MONTH, LATER) == 1
    assert owed_micros(world.royal) == 400
    assert owed_micros(world.eldorado) == 400
    assert trial_balance() == []
    close_month(MONTH, LATER, None)
    assert cap_month(MONTH, LATER) == 0


def test_a_cap_that_is_agreed_within_a_month_begins_with_the_next(world: Any) -> None:
    first = operator(world)
    amend(first, datetime.date(2026, 9, 10), MONTH, cinema_cap_micros=100)
    clicked(world, moment(20), world.royal, 400)
    assert cap_month(MONTH, LATER) == 0
    after = datetime.datetime(2026, 10, 2, 12, tzinfo=PARIS)
    clicked(world, after, world.royal, 400)
    assert cap_month(MONTH, LATER) == 0
    assert cap_month(datetime.date(2026, 10, 1), LATER) == 1
    assert owed_micros(world.royal) == 500


rates = st.sampled_from(
    [
        {"basis": "clicks", "fee_micros": 500},
        {"basis": "spend", "spend_basis_points": 300},
        {"basis": "impressions", "impression_fee_micros": 50_000},
    ]
)
terms = st.builds(
    lambda rate, rule, cap: {
        "fee_micros": 0,
        "spend_basis_points": 0,
        "impression_fee_micros": 0,
        "sharing_rule": rule,
        "cinema_cap_micros": cap,
        **rate,
    },
    rates,
    st.sampled_from(["equal", "last", "by_visits", "each"]),
    st.sampled_from([0, 10_000_000]),
)
changes = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9), terms), max_size=6)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=changes)
def test_a_change_never_rewrites_the_past(world: Any, changes: Any) -> None:
    """Whatever is agreed from whatever day on, the days before keep their terms."""
    with transaction.atomic():
        first = today = datetime.date(2026, 3, 20)
        present = operator(world, first)
        for passed, ahead, new in changes:
            today += passed * DAY
            before = {day: _terms(day) for day in _days(first, 120)}
            from_day = today + ahead * DAY
            try:
                present = amend(present, from_day, today, **new)
            except ValidationError:
                assert {day: _terms(day) for day in before} == before
                continue
            for day, told in before.items():
                assert _terms(day) == (told if day < from_day else terms_of(present))
        transaction.set_rollback(True)
    assert not Posting.objects.exists()


def _days(first: datetime.date, number: int) -> list[datetime.date]:
    return [first + n * DAY for n in range(number)]


def _terms(day: datetime.date) -> dict[str, Any] | None:
    found = rate(day)
    return None if found is None else {name: getattr(found, name) for name in TERMS}
