"""Price keys at rest: only the operator's key opens them, and damage opens nothing."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from toile.ads.exchanges.price_crypt import PriceKeys
from toile.ads.exchanges.vault import open_keys, seal_keys

MASTER = b"k" * 32
PAIRS = (PriceKeys(b"e" * 32, b"i" * 32), PriceKeys(b"f" * 32, b"j" * 32))


def test_what_is_sealed_is_opened_by_the_same_key_alone() -> None:
    sealed = seal_keys(PAIRS, MASTER)
    assert open_keys(sealed, MASTER) == PAIRS
    assert open_keys(sealed, b"x" * 32) == ()
    assert seal_keys((), MASTER) != ""
    assert open_keys(seal_keys((), MASTER), MASTER) == ()


def test_no_key_can_be_read_and_no_two_seals_are_alike() -> None:
    first, second = seal_keys(PAIRS, MASTER), seal_keys(PAIRS, MASTER)
    assert first != second
    raw = base64.urlsafe_b64decode(first)
    assert b"eeee" not in raw
    assert b"iiii" not in raw


@given(st.data())
def test_a_changed_bit_opens_nothing(data: st.DataObject) -> None:
    raw = bytearray(base64.urlsafe_b64decode(seal_keys(PAIRS, MASTER)))
    at = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[at // 8] ^= 1 << at % 8
    assert open_keys(base64.urlsafe_b64encode(raw).decode(), MASTER) == ()


@given(st.text(max_size=60))
def test_text_of_any_kind_opens_nothing(text: str) -> None:
    assert open_keys(text, MASTER) == ()
