"""A slice holds as many clicks as the visits of their own spectators allow."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.wire.events import Erasure
from toile.wire.ids import Sid, new_ulid
from toile.worker.slices import Waiting, ends


def sid(person: int) -> Sid:
    return Sid(person.to_bytes(16, "big"))


def asked(person: int, at: int) -> Erasure:
    """Stand for any event of a person in the pool's stream."""
    return Erasure(id=new_ulid(at), at_ms=at, sid=sid(person))


@pytest.mark.parametrize(
    ("clicks", "events", "horizon", "expected"),
    [
        ([], [], None, []),
        ([(1, 10), (2, 20), (1, 30)], [], None, [30]),
        ([(1, 10), (2, 20)], [(3, 15)], None, [20]),
        ([(1, 10), (2, 20)], [(1, 10), (2, 20)], None, [20]),
        ([(1, 10), (2, 20)], [(1, 15)], None, [10, 20]),
        ([(1, 10), (2, 20)], [(1, 20)], None, [10, 20]),
        ([(1, 10), (2, 20), (3, 30)], [(1, 25)], None, [20, 30]),
        ([(1, 10), (2, 20), (3, 30)], [(2, 25), (1, 35)], None, [20, 30]),
        ([(None, 10), (2, 20)], [(2, 15)], None, [20]),
        # Behind the horizon nobody knows what is waiting.
        ([(1, 10), (2, 20), (3, 30)], [], 25, [20]),
        ([(1, 10), (2, 20)], [], 5, [10]),
    ],
)
def test_slices_end_before_an_event_of_a_waiting_spectator(
    clicks: list[tuple[Any, int]],
    events: list[tuple[int, int]],
    horizon: int | None,
    expected: list[int],
) -> None:
    waiting = [Waiting(None if p is None else sid(p), at) for p, at in clicks]
    assert ends(waiting, [asked(*each) for each in events], horizon) == expected


PEOPLE_AT = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 50)), max_size=12)


@given(clicks=PEOPLE_AT, events=PEOPLE_AT)
def test_each_click_meets_what_came_before_it_and_nothing_later(
    clicks: list[tuple[int, int]], events: list[tuple[int, int]]
) -> None:
    clicks.sort(key=lambda click: click[1])
    waiting = [Waiting(sid(person), at) for person, at in clicks]
    found = ends(waiting, [asked(*each) for each in events], None)
    assert found == sorted(set(found))
    for person, at in clicks:
        end = next(end for end in found if end >= at)
        assert not [t for who, t in events if who == person and at < t <= end]
