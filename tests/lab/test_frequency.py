"""Frequency: classes that add up, none of them of a small crowd."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from toile.lab.frequency import Class, distribution, mean


def test_small_classes_are_joined_with_the_one_before() -> None:
    assert distribution({1: 400, 2: 210, 3: 60, 5: 30, 40: 12}) == (
        Class(1, 1, 400),
        Class(2, 2, 200),
        Class(3, None, 100),
    )


def test_a_small_beginning_goes_into_the_first_class_that_is_large() -> None:
    assert distribution({1: 10, 2: 20, 3: 300}) == (Class(1, None, 350),)


def test_fewer_than_fifty_are_not_told() -> None:
    assert distribution({}) is None
    assert distribution({1: 49}) is None
    assert distribution({1: 25, 9: 25}) == (Class(1, None, 50),)


@given(st.dictionaries(st.integers(1, 60), st.integers(1, 400), max_size=20))
def test_classes_cover_all_and_none_is_small(times: dict[int, int]) -> None:
    classes = distribution(times)
    total = sum(times.values())
    assert (classes is None) == (total < 50)
    if classes is None:
        return
    assert classes[0].least == 1
    assert classes[-1].most is None
    for before, after in pairwise(classes):
        assert before.most is not None
        assert after.least == before.most + 1
    for each in classes:
        inside = sum(
            ids
            for n, ids in times.items()
            if n >= each.least and (each.most is None or n <= each.most)
        )
        assert inside >= 50
        assert abs(each.ids - inside) <= max(25, 0.05 * inside)


def test_the_mean_is_of_those_who_saw_it() -> None:
    assert mean({1: 60, 5: 20}, 100) == 1.6
    assert mean({}, 0) == 0.0


def test_a_rule_may_ask_for_larger_classes_and_never_for_smaller_ones() -> None:
    times = {1: 400, 2: 210, 3: 60}
    assert distribution(times, 200) == (Class(1, 1, 400), Class(2, None, 250))
    assert distribution(times, 671) is None
    assert distribution(times, 1) == distribution(times)
