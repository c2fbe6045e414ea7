"""Parts of clicks and impressions: whole, by every rule, without any id."""

from hypothesis import given
from hypothesis import strategies as st

from toile.ledger.attributed import RULES, UNIT, parts_of, within
from toile.ledger.sharing import Visited, shares
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money

cinemas = st.dictionaries(
    st.integers(1, 12).map(lambda n: Ulid(f"{n:026d}")),
    st.builds(Visited, st.integers(1, 5), st.integers(0, 40)),
    min_size=1,
    max_size=8,
)


@given(cinemas)
def test_but_for_each_the_parts_sum_to_one(visited: dict[Ulid, Visited]) -> None:
    parts = parts_of(visited)
    assert set(parts) == set(visited)
    sums = [sum(own) for own in zip(*parts.values(), strict=True)]
    assert sums == [UNIT, UNIT, UNIT, UNIT * len(visited)]


@given(cinemas)
def test_parts_say_what_sharing_pays(visited: dict[Ulid, Visited]) -> None:
    """A large fee shared to the micro-euro, and the parts, differ by millionths."""
    fee = Money(1_000_000_000)
    for place, rule in enumerate(RULES):
        paid = shares(rule, fee, visited, new_ulid(1))
        for name, parts in parts_of(visited).items():
            assert abs(paid.get(name, 0) - fee * parts[place] // UNIT) <= 10 * 1_000


def test_a_shorter_window_leaves_who_was_visited_within_it() -> None:
    near, far = Ulid("near"), Ulid("far")
    visited = {near: Visited(94, 1), far: Visited(93, 1)}
    assert within(visited, 100, 7) == {near: Visited(94, 1)}
    assert parts_of({}) == {}
