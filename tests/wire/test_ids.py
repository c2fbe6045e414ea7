"""Ids are ULIDs; a cookie value is one of ours or nothing."""

import ulid
from hypothesis import given
from hypothesis import strategies as st

from toile.wire import ids


@given(st.integers(min_value=0, max_value=2**48 - 1))
def test_a_ulid_reads_as_one_elsewhere(now_ms: int) -> None:
    made = ids.new_ulid(now_ms)

    assert int(ulid.ULID.from_str(made).timestamp * 1000 + 0.5) == now_ms
    assert ids.ulid_time_ms(made) == now_ms


def test_ulids_of_one_millisecond_differ() -> None:
    assert len({ids.new_ulid(1_795_000_000_000) for _ in range(1000)}) == 1000


@given(st.binary(min_size=16, max_size=16))
def test_a_cookie_value_leads_back_to_its_id(raw: bytes) -> None:
    assert ids.from_cookie(ids.to_cookie(raw)) == raw


@given(st.text(max_size=40))
def test_a_cookie_value_that_is_not_ours_is_nothing(value: str) -> None:
    raw = ids.from_cookie(value)

    assert raw is None or ids.to_cookie(raw) == value
