"""Numbers of erasures: by chance or from a digest, read as people write them."""

from hypothesis import given
from hypothesis import strategies as st

from toile.pool.acknowledged import (
    CLOSED_AFTER_MS,
    Acknowledged,
    cleaned,
    new_number,
    number_from,
    read_number,
    with_done,
)


@given(st.binary(min_size=10, max_size=10))
def test_a_digest_gives_one_number_that_reads_back(digest: bytes) -> None:
    number = number_from(digest)
    assert number == number_from(digest)
    assert read_number(number) == number
    grouped = "-".join(number[at : at + 4] for at in range(0, 16, 4)).lower()
    assert read_number(f" {grouped} ") == number


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_number_or_none(text: str) -> None:
    number = read_number(text)
    assert number is None or read_number(number) == number


def test_letters_that_look_alike_are_the_same() -> None:
    assert read_number("OIL0" * 4) == "0110" * 4


def test_numbers_differ() -> None:
    numbers = {new_number() for _ in range(1_000)}
    assert len(numbers) == 1_000
    assert all(read_number(number) == number for number in numbers)


def test_only_a_cleaning_that_could_see_it_takes_an_erasure_in() -> None:
    asked = Acknowledged(1_000)
    closed = 1_000 + CLOSED_AFTER_MS
    assert not cleaned(asked, "pool_journal", closed), "nobody knew of it yet"
    known = with_done(asked, ("pool",), 2_000)
    assert not cleaned(known, "pool_journal", closed - 1), "its segment was open"
    assert cleaned(known, "pool_journal", closed)
    late = with_done(asked, ("pool",), closed + 5)
    assert not cleaned(late, "pool_journal", closed), "it was read after that began"
    done = with_done(known, ("pool_journal",), closed)
    assert not cleaned(done, "pool_journal", closed + 1)
    assert with_done(done, ("pool_journal",), closed + 9) == done, "the first counts"
