"""``toile bench money`` books what it says, and the books add up."""

import datetime
from itertools import pairwise

import pytest

from toile.ops.bench.money.clicks import clicks
from toile.ops.bench.money.figures import table
from toile.ops.bench.money.run import FEE, bench
from toile.portal.mail.models import Mail
from toile.portal.payouts.models import ClosedPeriod, Posting
from toile.portal.payouts.services import follow, kept_balance
from toile.portal.statements.models import StatementPaper
from toile.wire.ids import Ulid


def test_a_month_of_clicks_is_in_order_and_within_the_month() -> None:
    names = [Ulid(f"C{at}") for at in range(5)]
    made = list(clicks(500, datetime.date(2026, 10, 1), names, [Ulid("X")]))
    assert all(one.at_ms <= other.at_ms for one, other in pairwise(made))
    assert {len(one.visited) for one in made} == {1, 2, 3}
    assert [one.visited for one in made] == [
        one.visited
        for one in clicks(500, datetime.date(2026, 10, 1), names, [Ulid("X")])
    ]


@pytest.mark.slow
@pytest.mark.django_db
def test_what_is_measured_is_really_booked() -> None:
    figures = bench(250, 100, 4, None)
    assert figures.faults == 0
    assert Posting.objects.filter(kind="click").count() == 250
    assert kept_balance()["distributor_receivable"] == 250 * FEE
    assert kept_balance()["cinema_pending"] == 0
    assert ClosedPeriod.objects.count() == 1
    assert figures.drawn == StatementPaper.objects.count() == 4
    assert Mail.objects.filter(template="statements/issued").count() == 4
    assert follow().broken is None
    assert "250" in table([figures])
