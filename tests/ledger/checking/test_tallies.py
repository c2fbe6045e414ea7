"""Tallies are equal for equal things in any order, and for no others."""

from hypothesis import given
from hypothesis import strategies as st

from toile.ledger.checking import Cell, Tally
from toile.ledger.checking.tallies import differing

IDS = st.lists(st.sampled_from("ABCDEFGH"), max_size=12)


@given(IDS)
def test_the_order_does_not_matter(ids: list[str]) -> None:
    mixed = ids[::-1]
    assert Tally(ids) == Tally(mixed)


@given(IDS, IDS)
def test_other_things_are_seen(one: list[str], other: list[str]) -> None:
    assert (Tally(one) == Tally(other)) == (sorted(one) == sorted(other))


def test_cells_that_differ_are_named_in_order() -> None:
    same, early, late = (Cell(f"2026-11-0{day}", "C") for day in (2, 1, 3))
    one = {same: Tally(["A"]), late: Tally(["B"])}
    other = {same: Tally(["A"]), early: Tally(["C"])}
    assert differing(one, other) == [early, late]
