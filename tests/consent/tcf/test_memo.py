"""A memo is bounded and keeps what is in use."""

import pytest

from toile.consent.tcf import Memo


def test_what_was_put_is_given() -> None:
    memo = Memo[int](2)
    assert memo.get("a") is None
    memo.put("a", 1)
    assert memo.get("a") == 1


def test_a_flood_of_texts_stays_bounded() -> None:
    memo = Memo[int](10)
    for number in range(1000):
        memo.put(str(number), number)
        assert len(memo) <= 20
    assert [memo.get(str(number)) for number in range(990, 1000)] == list(
        range(990, 1000)
    )


def test_what_is_in_use_survives_a_flood() -> None:
    memo = Memo[str](10)
    memo.put("regular", "here")
    for number in range(1000):
        memo.put(str(number), "once")
        assert memo.get("regular") == "here"


def test_a_memo_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Memo[int](0)
