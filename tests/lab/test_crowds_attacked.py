"""An attacker subtracts reports from each other and never finds one person.

Each test holds two worlds that differ by one person (or a few), or one world seen many
times, and what the house tells of them; then does what an attacker would do: subtract,
add, ask again, watch, look for a model that explains all that was told.
"""

import itertools
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from toile.lab.crowds import (
    SMALLEST_SHOWN,
    packets,
    rounded,
    settled,
    shares,
    shown,
)
from toile.lab.frequency import distribution, mean
from toile.lab.lift import FEWEST_MOVED, Side, settled_effect
from toile.lab.reach import addressable, steady

CROWD = st.integers(0, 20_000)
DAYS = st.lists(st.integers(0, 180), min_size=2, max_size=40)
WEIGHTS = st.lists(st.integers(-3, 3), min_size=6, max_size=6)


@given(st.lists(CROWD, min_size=6, max_size=6), WEIGHTS)
def test_no_sum_or_difference_of_counts_is_a_small_number(
    crowds: list[int], weights: list[int]
) -> None:
    """Totals minus cells, with and without one cinema, one placement, one segment."""
    told = [shown(one) or 0 for one in crowds]
    found = sum(weight * one for weight, one in zip(weights, told, strict=True))
    assert found % SMALLEST_SHOWN == 0


@given(st.lists(st.integers(50, 440), min_size=1, max_size=10), st.integers(0, 49))
def test_complementary_cells_do_not_give_the_hidden_one_away(
    cells: list[int], hidden: int
) -> None:
    """The total less the cells that are shown leaves fifteen numbers or more.

    By intervals, the best that can be done with sums: whatever was told of up to ten
    cells and their total, the hidden one may hold any of at least fifteen numbers.
    """
    total = causes(shown(sum(cells) + hidden))
    told = [causes(shown(one)) for one in cells]
    assert shown(hidden) is None
    least = max(0, total[0] - sum(last for _, last in told))
    most = min(SMALLEST_SHOWN - 1, total[1] - sum(first for first, _ in told))
    assert least <= hidden <= most
    assert most - least + 1 >= 15


@cache
def causes(told: int | None) -> tuple[int, int]:
    """Give the smallest and the largest count that are told so, under 5,000."""
    near = range(max(0, (told or 0) - 60), (told or 0) + 60)
    found = [n for n in near if shown(n) == told]
    return found[0], found[-1]


@given(CROWD, st.integers(-1, 1))
def test_who_looks_again_does_not_see_one_person_come_or_go(
    ids: int, step: int
) -> None:
    """Two segments that differ by one person, two days, before and after a cinema."""
    told = shown(ids)
    again = settled(ids + step, told)
    if told is not None and again is not None:
        assert again == told


@given(CROWD, st.lists(st.integers(-2, 2), max_size=120))
def test_a_figure_moves_only_with_fifty(ids: int, steps: list[int]) -> None:
    """Watched at every step, each move of a figure stands for 25 persons at least."""
    told, since = shown(ids), ids
    for step in steps:
        ids = max(0, ids + step)
        again = settled(ids, told)
        if None not in (told, again) and again != told:
            assert abs(ids - since) >= 25 or abs(ids - (told or 0)) >= SMALLEST_SHOWN
            since = ids
        told = again


@given(st.integers(0, 20_000), st.integers(0, 1), st.integers(1, 24))
def test_a_figure_does_not_flicker_at_a_step(ids: int, known: int, few: int) -> None:
    """Some who leave and come back are not seen in a figure that goes to and fro."""
    told, seen = shown(ids) if known else None, []
    for step in itertools.islice(itertools.cycle((few, -few)), 20):
        ids += step
        told = settled(ids, told)
        seen.append(told)
    assert sum(one != two for one, two in itertools.pairwise(seen)) <= 1


@given(st.integers(100, 20_000), st.integers(1, 24))
def test_a_reach_does_not_flicker_at_a_step(ids: int, few: int) -> None:
    told, seen = steady(ids, None), []
    for step in itertools.islice(itertools.cycle((few, -few)), 20):
        ids += step
        told = steady(ids, told)
        seen.append(told)
    assert sum(one != two for one, two in itertools.pairwise(seen)) <= 1


@given(DAYS, st.integers(50, 200))
def test_days_told_in_packets_add_up_and_are_never_small(
    counts: list[int], least: int
) -> None:
    told = packets(counts, least)
    assert all(one % least == 0 for one in told)
    for first, last in itertools.combinations(range(len(counts) + 1), 2):
        assert abs(sum(told[first:last]) - sum(counts[first:last])) < least


@given(DAYS, st.data())
def test_periods_that_overlap_tell_no_more_than_their_days(
    counts: list[int], data: st.DataObject
) -> None:
    """Every period there is, subtracted from every other: the person stays hidden.

    Someone who knows all others' choices, and asks whether the victim's was made on a
    day, finds for most days a world without it that told exactly the same.
    """
    day = data.draw(st.integers(0, len(counts) - 1))
    with_victim = list(counts)
    with_victim[day] += 1
    told, other = packets(counts), packets(with_victim)
    moved = [at for at in range(len(counts)) if told[at] != other[at]]
    # One packet at most goes from one day to an earlier one; no other figure moves.
    assert len(moved) <= 2 * (1 + sum(with_victim) // SMALLEST_SHOWN)
    sums = list(itertools.accumulate(told))
    others = list(itertools.accumulate(other))
    assert {two - one for one, two in zip(sums, others, strict=True)} <= {
        0,
        SMALLEST_SHOWN,
    }


def test_one_person_in_fifty_is_in_a_packet_that_moves() -> None:
    """Exactly: over all the places where a count may stand, one in fifty shows it."""
    moved = sum(
        packets([before, 7]) != packets([before, 8]) for before in range(SMALLEST_SHOWN)
    )
    assert moved == 1


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=30))
def test_a_rate_is_made_of_groups_and_told_in_twentieths(
    answers: list[tuple[int, int]],
) -> None:
    told = shares(answers)
    for first, last in itertools.combinations(range(len(told) + 1), 2):
        whole = told[first]
        for one in told[first + 1 : last]:
            whole += one
        assert whole.answers % SMALLEST_SHOWN == 0
        assert whole.answers == 0 or whole.answers >= SMALLEST_SHOWN
        if whole.rate is not None:
            assert abs(whole.rate * 20 - round(whole.rate * 20)) < 1e-9


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_rate_cannot_be_turned_into_a_fraction_of_persons(yes: int, no: int) -> None:
    """Half a twentieth of fifty is more than one: each rate has several causes."""
    (told,) = shares([(yes, no)])
    if told.rate is None:
        return
    causes = {
        (a, b)
        for a in range(max(0, yes - 3), yes + 4)
        for b in range(max(0, no - 3), no + 4)
        if shares([(a, b)]) == [told]
    }
    assert len({a for a, _ in causes}) > 1


@given(st.dictionaries(st.integers(1, 40), st.integers(1, 900), min_size=1))
def test_impressions_and_the_mean_do_not_tell_how_many_saw_them(
    times: dict[int, int],
) -> None:
    """Impressions are told exactly; over the mean they give what was told, no more."""
    told = shown(sum(times.values()))
    if told is None:
        return
    impressions = sum(n * ids for n, ids in times.items())
    assert mean(times, told) == round(impressions / told, 1)


@given(st.dictionaries(st.integers(1, 40), st.integers(1, 900), min_size=1))
def test_classes_of_frequency_are_multiples_of_fifty(times: dict[int, int]) -> None:
    assert all(one.ids % SMALLEST_SHOWN == 0 for one in distribution(times) or ())


SIDES = st.integers(300, 9_000).flatmap(
    lambda ids: st.integers(20, ids // 2).map(lambda looked_up: Side(ids, looked_up))
)
STEPS = st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=60)


@given(SIDES, SIDES, STEPS)
def test_who_watches_an_effect_does_not_see_one_person_look_the_film_up(
    served: Side, held_out: Side, steps: list[tuple[int, bool]]
) -> None:
    """One page after the other is opened; a figure moves with ten of them alone."""
    told, known = settled_effect(served, held_out, None), (served, held_out)
    for pages, on_served in steps:
        side = served if on_served else held_out
        more = Side(side.ids, min(side.ids, side.looked_up + pages))
        served, held_out = (more, held_out) if on_served else (served, more)
        again = settled_effect(served, held_out, told)
        if again is not told:
            since = [
                now.looked_up - then.looked_up
                for now, then in zip((served, held_out), known, strict=True)
            ]
            assert max(since) >= FEWEST_MOVED
            told, known = again, (served, held_out)


@given(SIDES, SIDES, st.integers(0, 24))
def test_an_effect_waits_for_more_people(
    served: Side, held_out: Side, few: int
) -> None:
    """Nobody who is assigned alone is seen in groups, rates or interval."""
    told = settled_effect(served, held_out, None)
    more = Side(served.ids + few, served.looked_up)
    assert settled_effect(more, held_out, told) is told


@given(st.integers(0, 20_000), st.integers(0, 100), st.integers(1, 24))
def test_and_or_not_of_places_never_tells_more_than_the_pool(
    ids: int, percent: int, few: int
) -> None:
    """A targeting, its opposite and both: functions of one rounded number.

    Where a reader is comes from shares of requests, not of people, so two pools that
    round alike give the same reach for every combination of criteria.
    """
    share = percent / 100
    middle = rounded(ids)
    for part in (share, 1 - share, 1.0):
        one, other = addressable(middle, part), addressable(middle + few, part)
        assert one == other or middle < 100
        assert one is None or (one >= 100 and one % SMALLEST_SHOWN == 0)


@given(st.integers(0, 20_000), st.integers(1, 50))
def test_what_is_held_out_is_not_found_by_subtraction(ids: int, percent: int) -> None:
    """All less those served leaves those held out, in fifties like the rest."""
    held = ids * percent // 100
    everybody, served, out = (shown(n) or 0 for n in (ids, ids - held, held))
    assert (everybody - served) % SMALLEST_SHOWN == 0
    assert (everybody - served - out) % SMALLEST_SHOWN == 0
