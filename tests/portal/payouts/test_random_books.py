"""Whatever happens in whatever order, the books hold: a stateful test.

Clicks that are late, told twice, out of order, of campaigns nobody knows, around the
days on which clocks are set; terms that change; days booked of impressions; reversals
within the hold, after it and after the payout; caps; months closed, and closed again.
The invariants are asked after every step.
"""

import contextlib
import datetime
from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from toile.ledger.attributed import UNIT
from toile.ledger.entries import Posting as Written
from toile.ledger.entries import click_posting, payout_posting
from toile.ledger.payment import whole_cents
from toile.ledger.sharing import Visited, shares
from toile.portal.agreements import services as agreements
from toile.portal.agreements.amending import amend
from toile.portal.agreements.models import Agreement
from toile.portal.agreements.selectors import rate
from toile.portal.payouts.models import (
    AccrualDay,
    Balance,
    CapMonth,
    ClosedPeriod,
    Entry,
    Posting,
    SharedDay,
)
from toile.portal.payouts.services import (
    NotYetError,
    book_day,
    cap_months,
    close_month,
    follow,
    kept_balance,
    post_all,
    release,
    take_out,
    trial_balance,
)
from toile.wire.clock import PARIS, from_datetime
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money

DAY = datetime.timedelta(days=1)
# Clocks go back on 25 October 2026.
FIRST = datetime.date(2026, 10, 20)
CINEMAS = ("royal", "eldorado")
TERMS = [
    {"basis": "clicks", "fee_micros": 400},
    {"basis": "clicks", "fee_micros": 401, "cinema_cap_micros": 900},
    {"basis": "clicks", "fee_micros": 400_000, "campaign_cap_micros": 1_000_001},
    {"basis": "impressions", "impression_fee_micros": 100_001},
]
NO_RATES = {
    "fee_micros": 0,
    "impression_fee_micros": 0,
    "spend_basis_points": 0,
    "cinema_cap_micros": 0,
    "campaign_cap_micros": 0,
}


class Books(RuleBasedStateMachine):
    """The ledger under an operator, a union and spectators who do what they like."""

    world: Any

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.today = FIRST
        self.written: dict[str, Written] = {}
        self.paid = 0
        self.operator = agreements.sign(
            Agreement.Kind.OPERATOR_UNION,
            self.world.people.klox,
            "KLOX-1",
            datetime.date(2026, 9, 1),
        )

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @rule(
        ago=st.integers(0, 40),
        hour=st.integers(0, 23),
        fold=st.sampled_from([0, 1]),
        told=st.integers(1, 3),
        visited=st.dictionaries(
            st.sampled_from(CINEMAS),
            st.builds(Visited, st.integers(1, 3), st.integers(1, 9)),
            min_size=1,
        ),
        known=st.booleans(),
    )
    def a_click_is_told(
        self,
        ago: int,
        hour: int,
        fold: int,
        told: int,
        visited: dict[str, Visited],
        known: bool,
    ) -> None:
        """Late by up to forty days, once to three times, by the terms of its day."""
        time = datetime.time(hour, 30, fold=fold)
        at = datetime.datetime.combine(self.today - ago * DAY, time, PARIS)
        terms = rate((at).date())
        if terms is None:
            return
        campaign = Ulid(self.world.campaign.id) if known else new_ulid(1)
        at_ms = from_datetime(at)
        key = new_ulid(at_ms)
        whose = {Ulid(getattr(self.world, n).id): v for n, v in visited.items()}
        split = shares(terms.sharing_rule, Money(terms.fee_micros), whose, key)
        posting = click_posting(key, at_ms, campaign, split)
        self.written[key] = posting
        assert post_all([posting] * told) == 1
        assert post_all([posting]) == 0

    @precondition(lambda self: self.written)
    @rule(data=st.data(), twice=st.booleans())
    def clicks_turn_out_to_be_invalid(self, data: st.DataObject, twice: bool) -> None:
        keys = data.draw(st.lists(st.sampled_from(sorted(self.written)), max_size=3))
        now = datetime.datetime.combine(self.today, datetime.time(8), PARIS)
        take_out([*keys, "never billed"], "robots", now)
        if twice:
            assert take_out(keys, "robots", now) == 0

    @rule(days=st.integers(1, 12))
    def days_pass_each_with_its_morning(self, days: int) -> None:
        for _ in range(days):
            self.today += DAY
            cap_months(self.today)
            release(self.today)

    @rule()
    def the_morning_is_run_again(self) -> None:
        cap_months(self.today)
        release(self.today)
        assert cap_months(self.today) == 0
        assert release(self.today) == 0

    @rule(
        ahead=st.integers(-1, 20),
        terms=st.sampled_from(TERMS),
        how=st.sampled_from(["equal", "last", "by_visits", "each"]),
    )
    def terms_change(self, ahead: int, terms: dict[str, Any], how: str) -> None:
        changed = NO_RATES | terms | {"sharing_rule": how}
        from_day = self.today + ahead * DAY
        with contextlib.suppress(ValidationError):
            self.operator = amend(self.operator, from_day, self.today, **changed)

    @rule(ahead=st.integers(-20, 20))
    def another_agreement_overlaps(self, ahead: int) -> None:
        """Refused on days that are taken: one rate a day, whatever is tried."""
        from_day = self.today + ahead * DAY
        try:
            agreements.sign(
                Agreement.Kind.OPERATOR_UNION, self.world.people.klox, "K-2", from_day
            )
        except ValidationError:
            return
        raise AssertionError("two agreements of an operator on one day")

    @rule(ago=st.integers(1, 9), shown=st.integers(0, 3_000))
    def a_day_is_booked(self, ago: int, shown: int) -> None:
        """What was shown is told anew each time: more, or less after a rebuild."""
        day = self.today - ago * DAY
        for name in CINEMAS:
            SharedDay.objects.update_or_create(
                line=self.world.line,
                cinema=getattr(self.world, name),
                day=day,
                window_days=0,
                defaults={
                    f"shown_{how}": shown * UNIT // 2
                    for how in ("equal", "last", "by_visits", "each")
                },
            )
        book_day(day)
        assert book_day(day) == 0

    @rule(name=st.sampled_from(CINEMAS))
    def a_cinema_is_paid(self, name: str) -> None:
        cinema = getattr(self.world, name)
        row = Balance.objects.filter(
            account__cinema=cinema, account__kind="cinema_payable"
        ).first()
        amount = whole_cents(Money(-row.amount_micros if row else 0))
        if amount:
            self.paid += 1
            at = datetime.datetime.combine(self.today, datetime.time(9), PARIS)
            post_all(
                [
                    payout_posting(
                        Ulid(f"t{self.paid}"),
                        from_datetime(at),
                        Ulid(cinema.id),
                        amount,
                        f"t{self.paid}",
                    )
                ]
            )

    @rule(ago=st.integers(-1, 2))
    def a_month_is_closed(self, ago: int) -> None:
        month = (self.today.replace(day=1) - ago * 28 * DAY).replace(day=1)
        with contextlib.suppress(NotYetError):
            closed = close_month(month, self.today, None)
            assert close_month(month, self.today, None) == closed

    @invariant()
    def the_sums_are_zero(self) -> None:
        assert trial_balance() == []
        assert sum(kept_balance().values()) == 0

    @invariant()
    def each_click_is_there_once_and_taken_back_once_at_most(self) -> None:
        ids = Posting.objects.filter(kind="click").values_list("id", flat=True)
        assert sorted(ids) == sorted(self.written)
        undone = Posting.objects.filter(kind="reversal").values_list("id", flat=True)
        assert {key.removeprefix("reversal-") for key in undone} <= set(self.written)

    @invariant()
    def nothing_was_written_into_a_month_after_it_was_closed(self) -> None:
        for closed in ClosedPeriod.objects.all():
            later = Posting.objects.filter(link__gt=closed.last_link)
            assert not later.filter(at__lt=closed.ends_at).exists()

    @invariant()
    def nobody_waits_below_zero_for_long(self) -> None:
        """What is reversed within the hold leaves with its click, never before it."""
        sums = Counter[str]()
        for entry in Entry.objects.filter(
            account__kind="cinema_pending", posting__kind__in=("click", "reversal")
        ).select_related("posting"):
            sums[entry.posting.id.removeprefix("reversal-")] += entry.amount_micros
        assert all(amount <= 0 for amount in sums.values())

    @invariant()
    def what_is_booked_beside_is_what_the_books_say(self) -> None:
        accrued = -_sum("accrual")
        booked = AccrualDay.objects.values_list("owed", flat=True)
        assert accrued == sum(sum(owed.values()) for owed in booked)
        cut = sum(
            sum(row.campaigns.values()) + sum(row.cinemas.values())
            for row in CapMonth.objects.all()
        )
        assert _sum("cap") == cut


def _sum(kind: str) -> int:
    entries = Entry.objects.filter(
        posting__kind=kind, account__kind__in=("cinema_pending", "cinema_payable")
    )
    return sum(entry.amount_micros for entry in entries)


def test_random_sequences_keep_the_books(world: Any) -> None:
    machine = type("World", (Books,), {"world": world})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            phases=[Phase.reuse, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert follow().broken is None
