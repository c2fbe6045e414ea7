"""A worker that was away decides as one that was always there would have decided."""

from collections.abc import Callable
from typing import Any

import pytest

from toile.ads.clicks.unbilled import UnbilledReason
from toile.consent import LIFETIME_MS
from toile.portal.campaigns.models import ClickTrail
from toile.portal.payouts.models import Entry
from toile.wire.events import AnyEvent

FEE = 400
DAYS = (-92, *range(-10, 1))

Told = Callable[[Any], list[AnyEvent]]


def live(house: Any, events: list[AnyEvent], missed: range) -> None:
    """Let events happen, each at its time, to a worker that misses some days."""
    waiting = sorted(events, key=lambda event: event.at_ms)
    for day in DAYS:
        end = house.at(3_600, days=day)
        due = [event for event in waiting if event.at_ms <= end]
        waiting = waiting[len(due) :]
        if day in missed:
            house.stop()
            house.write(*due)
            continue
        for event in due:
            house.pretend(event.at_ms + 100)
            house.write(event)
            house.worker.catch_up()
        house.pretend(end)
        house.worker.catch_up()
    assert not waiting


def outcome(house: Any) -> tuple[dict[str, str], dict[str, int]]:
    """What became of each click, and what each cinema is owed."""
    names = {cinema.id: name for name, cinema in house.world.cinemas.items()}
    owed: dict[str, int] = {}
    for entry in Entry.objects.filter(account__kind="cinema_pending"):
        name = names[entry.account.code.partition(":")[2]]
        owed[name] = owed.get(name, 0) - entry.amount_micros
    return dict(ClickTrail.objects.values_list("id", "reason")), owed


def out_of_the_window_since(house: Any) -> list[AnyEvent]:
    return [
        house.visit(1, "royal", house.at(days=-92)),
        house.click(1, house.at(days=-5)),
    ]


def elsewhere_after_the_click(house: Any) -> list[AnyEvent]:
    return [
        house.visit(1, "royal", house.at(days=-10)),
        house.click(1, house.at(days=-5)),
        house.visit(1, "eldorado", house.at(days=-2)),
    ]


def erased_after_the_click(house: Any) -> list[AnyEvent]:
    return [
        house.visit(1, "royal", house.at(days=-10)),
        house.click(1, house.at(days=-5)),
        house.erasure(1, house.at(days=-2)),
    ]


def gone_seconds_after_the_click(house: Any) -> list[AnyEvent]:
    return [
        house.visit(1, "royal", house.at(days=-5)),
        house.click(1, house.at(10, days=-5)),
        house.consent(1, "royal", "withdrawal", house.at(15, days=-5)),
    ]


def a_click_a_day(house: Any) -> list[AnyEvent]:
    seen = (("eldorado", -92), ("royal", -10), ("varietes", -2))
    visits = [house.visit(1, name, house.at(days=day)) for name, day in seen]
    return [
        *visits,
        *(house.click(1, house.at(600 + 60 * d, days=d)) for d in range(-5, 0)),
    ]


def the_yes_ended_before_the_click(house: Any) -> list[AnyEvent]:
    yes_ms = house.at(days=-5) - LIFETIME_MS
    return [
        house.visit(1, "royal", house.at(days=-10), yes_ms=yes_ms),
        house.click(1, house.at(20, days=-5)),
    ]


STORIES: dict[Told, dict[str, int]] = {
    out_of_the_window_since: {"royal": FEE},
    elsewhere_after_the_click: {"royal": FEE},
    erased_after_the_click: {"royal": FEE},
    gone_seconds_after_the_click: {"royal": FEE},
    the_yes_ended_before_the_click: {},
    a_click_a_day: {"eldorado": 3 * 200, "royal": 5 * 200, "varietes": 2 * 200},
}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
@pytest.mark.parametrize("away", [False, True], ids=["always up", "away"])
def test_clicks_are_paid_by_what_came_before_them(
    house: Any, story: Told, *, away: bool
) -> None:
    missed = range(-6, 0) if away else range(0)
    live(house, story(house), missed)
    reasons, owed = outcome(house)
    assert owed == STORIES[story]
    assert set(reasons.values()) == {"" if owed else UnbilledReason.NO_CINEMA}


def test_an_edge_whose_clock_was_set_back_holds_nothing_up(house: Any) -> None:
    clicks = [house.click(n, house.at(days=day)) for n, day in ((1, -4), (2, -5))]
    visits = [house.visit(n, "royal", house.at(days=-9)) for n in (1, 2)]
    house.write(*visits, clicks[0], house.impression(1, house.at(days=-3)), clicks[1])
    house.worker.catch_up()
    assert outcome(house) == ({click.id: "" for click in clicks}, {"royal": 2 * FEE})


def test_a_visit_stamped_ahead_hides_none_that_came_after_it(house: Any) -> None:
    house.write(
        house.visit(2, "eldorado", house.at(days=-1)),
        house.visit(1, "royal", house.at(days=-9)),
        house.click(1, house.at(days=-5)),
    )
    house.worker.catch_up()
    assert outcome(house)[1] == {"royal": FEE}


def test_an_impression_stamped_ahead_makes_no_click_behind_it_later(
    house: Any,
) -> None:
    house.write(*elsewhere_after_the_click(house)[::2])
    house.write(
        house.impression(2, house.at(days=-1)), house.click(1, house.at(days=-5))
    )
    house.worker.catch_up()
    assert outcome(house)[1] == {"royal": FEE}


def test_a_click_that_arrives_during_a_long_read_is_judged_as_of_then(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toile.worker.project.follow.BATCH", 2)
    house.write(*(house.visit(n, "royal", house.at(days=-9)) for n in (1, 2, 3)))
    house.pretend(house.at())
    assert house.worker.beat(), "one batch of two"
    house.write(house.click(1, house.at(10)), house.visit(1, "eldorado", house.at(20)))
    house.pretend(house.at(30))
    house.worker.catch_up()
    assert outcome(house)[1] == {"royal": FEE}


def test_clicks_that_were_decided_wait_for_no_slice(house: Any) -> None:
    """A rebuild reads in whole batches: what is in the trail keeps its outcome."""
    house.tell(house.visit(1, "royal", house.at(days=-9)))
    house.tell(*(house.click(1, house.at(days=day)) for day in range(-8, 0)))
    house.stop()
    house.stores.clear()
    assert readings(house) == 0
    assert len(outcome(house)[0]) == 8


def test_a_slice_takes_all_clicks_between_which_nobody_of_theirs_visits(
    house: Any,
) -> None:
    house.write(*(house.visit(n, "royal", house.at(days=-9)) for n in range(1, 9)))
    house.write(*(house.visit(9, "royal", house.at(days=n)) for n in range(-8, 0)))
    house.write(house.visit(2, "eldorado", house.at(50, days=-4)))
    house.write(
        *(house.click(n, house.at(n, days=n - 9)) for n in range(1, 9)),
        house.click(2, house.at(90, days=-4)),
    )
    assert readings(house) == 2, "the second one's visit parts its clicks"
    assert outcome(house)[1] == {"royal": 8 * FEE + FEE // 2, "eldorado": FEE // 2}


def readings(house: Any) -> int:
    """Tell after how many beats there was more to read."""
    count = 0
    while house.worker.beat():
        count += 1
    return count
