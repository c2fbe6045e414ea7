"""Where a reader stands: what lies behind it, and the later of two places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.journal import Cursor
from toile.journal.cursor import Position

places = st.dictionaries(
    st.sampled_from(["edge-0", "edge-1", "edge-2"]),
    st.builds(Position, st.integers(0, 3), st.integers(0, 3)),
).map(Cursor)


@pytest.mark.parametrize(
    ("writer", "segment", "offset", "past"),
    [
        ("edge-0", 1, 999, True),
        ("edge-0", 2, 39, True),
        ("edge-0", 2, 40, False),
        ("edge-0", 3, 0, False),
        ("edge-1", 1, 0, False),
    ],
)
def test_what_begins_before_the_place_was_read(
    writer: str, segment: int, offset: int, past: bool
) -> None:
    cursor = Cursor({"edge-0": Position(2, 40)})
    assert cursor.is_past(writer, segment, offset) is past


@given(places, places, st.integers(0, 3), st.integers(0, 3))
def test_the_furthest_is_past_what_either_is_past(
    one: Cursor, other: Cursor, segment: int, offset: int
) -> None:
    both = one.furthest(other)
    assert both == other.furthest(one)
    for writer in ("edge-0", "edge-1", "edge-2"):
        assert both.is_past(writer, segment, offset) == (
            one.is_past(writer, segment, offset)
            or other.is_past(writer, segment, offset)
        )
