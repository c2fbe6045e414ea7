"""Months close by the calendar: after their hold, once their clicks are read."""

import datetime
from typing import Any

import pytest

from statements_stage import EARLIER, MONTH, click, noon_of
from toile.portal.freshness.services import note_counted
from toile.portal.jobs.models import Job
from toile.portal.jobs.schedule import lines
from toile.portal.payouts.models import ClosedPeriod
from toile.portal.statements import clock
from toile.portal.statements.composing import compose
from toile.portal.statements.gathering import gather
from toile.portal.statements.models import Statement, StatementMonth
from toile.portal.statements.services import close_what_can_be, draw_up
from toile.wire.calendar import month_after, read_month, stretch

DAY = datetime.timedelta(days=1)
NEXT = month_after(MONTH)


def closed() -> set[datetime.date]:
    return set(ClosedPeriod.objects.values_list("month", flat=True))


def test_a_month_closes_on_the_fourth_of_the_next_one(world: Any) -> None:
    click(world, noon_of(EARLIER, 3), world.royal)
    close_what_can_be(NEXT.replace(day=3))
    assert closed() == {EARLIER}
    assert close_what_can_be(NEXT.replace(day=4)) == [MONTH]
    assert close_what_can_be(NEXT.replace(day=4)) == []
    assert closed() == {EARLIER, MONTH}


def test_an_empty_ledger_closes_nothing(world: Any) -> None:
    assert close_what_can_be(NEXT.replace(day=28)) == []


def test_a_month_waits_for_a_worker_that_is_behind(world: Any) -> None:
    click(world, noon_of(EARLIER, 3), world.royal)
    end = stretch(MONTH)[1]
    note_counted("ads", end - DAY)
    close_what_can_be(NEXT.replace(day=20))
    assert closed() == {EARLIER}
    note_counted("ads", end)
    close_what_can_be(NEXT.replace(day=20))
    assert closed() == {EARLIER, MONTH}


def test_the_clock_closes_months_and_has_their_statements_drawn(world: Any) -> None:
    click(world, noon_of(EARLIER, 3), world.royal)
    lines()["statements.close"].do()
    lines()["statements.close"].do()
    job = Job.objects.get(kind=clock.DRAW)

    class Silent:
        def tell(self, done: int, total: int, message: str = "") -> None:
            assert 0 <= done <= total

        def show(self, url: str) -> None:
            raise AssertionError(url)

    clock.draw_what_is_closed(Silent(), **job.arguments)
    drawn = set(StatementMonth.objects.values_list("month", flat=True))
    assert {EARLIER, MONTH} <= drawn == closed()
    assert Statement.objects.filter(cinema=world.royal, month=EARLIER).exists()


@pytest.mark.parametrize(
    ("month", "hours"), [("2026-03", 743), ("2026-10", 745), ("2026-04", 720)]
)
def test_a_month_in_which_the_clocks_change_is_an_hour_shorter_or_longer(
    month: str, hours: int
) -> None:
    first = read_month(month)
    assert first is not None
    begin, end = (one.astimezone(datetime.UTC) for one in stretch(first))
    assert (end - begin) == datetime.timedelta(hours=hours)


@pytest.mark.parametrize(
    ("at", "month"),
    [
        ("2026-03-31T21:59:59+00:00", "2026-03"),
        ("2026-03-31T22:00:00+00:00", "2026-04"),
        ("2026-10-31T22:59:59+00:00", "2026-10"),
        ("2026-10-31T23:00:00+00:00", "2026-11"),
    ],
)
def test_a_click_at_midnight_is_of_the_month_that_the_clocks_of_paris_show(
    world: Any, at: str, month: str
) -> None:
    click(world, datetime.datetime.fromisoformat(at), world.royal)
    for text in ("2026-03", "2026-04", "2026-10", "2026-11"):
        first = read_month(text)
        assert first is not None
        (found,) = gather(first, (), world.royal.id)
        assert found.clicks == (text == month)


def test_months_drawn_out_of_order_are_drawn_in_order(world: Any) -> None:
    click(world, noon_of(EARLIER, 3), world.royal)
    close_what_can_be(NEXT.replace(day=4))
    draw_up(MONTH)
    rows = Statement.objects.filter(cinema=world.royal).order_by("month")
    assert list(rows.values_list("number", "month")) == [(1, EARLIER), (2, MONTH)]
    before, after = rows
    assert before.after_micros == after.before_micros == 400
    assert set(compose(MONTH, (0, ""), 0)) == {world.royal.id}
