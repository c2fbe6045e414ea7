"""What was paid: every form of the price macro, and nothing that raises."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.ads.exchanges.price import EUROS, HIGHEST, read_clear, read_sealed
from toile.ads.exchanges.price_crypt import (
    FRESH_MS,
    PriceKeys,
    seal,
    unseal,
    vector,
)
from toile.ads.exchanges.price_refusal import PriceRefusal

# SPECS §1.11: the vector of Google's own library.
KEYS = PriceKeys(
    base64.b64decode("sIxwz7yw62yrfoLGt12lIHKuYrK/S5kLuApI2BQe7Ac="),
    base64.b64decode("v3fsVcMBMMHYzRhi7SpM0sdqwzvAxM6KPTu9OtVod5I="),
)
VECTOR = bytes.fromhex("386E3AC0000C0A080123456789ABCDEF")
SEALED = "OG46wAAMCggBI0VniavN7-mNy0VTKPbB3o5CMQ=="
SEALED_MS = 0x386E3AC0 * 1000 + 0x000C0A08 // 1000
OTHER = PriceKeys(b"encryption", b"integrity")
RATES = {"EUR": 1_000_000, "USD": 925_300, "JPY": 6_123}


@pytest.mark.parametrize(
    ("text", "currency", "micros"),
    [
        ("1.2", "EUR", 1_200_000),
        (" 1.20 ", "eur", 1_200_000),
        ("+0.5", "EUR", 500_000),
        ("0", "EUR", 0),
        ("-0.0", "EUR", 0),
        ("3", "EUR", 3_000_000),
        (".25", "EUR", 250_000),
        ("1.2E0", "EUR", 1_200_000),
        ("12e-1", "EUR", 1_200_000),
        # 0.1 + 0.2 of a float would be 300_000.00000000004.
        ("0.30000000000000004", "EUR", 300_000),
        ("0.0000005", "EUR", 1),
        ("0.0000004", "EUR", 0),
        ("1e-9999", "EUR", 0),
        ("2.5", "USD", 2_313_250),
        ("120", "JPY", 734_760),
        ("1000", "EUR", 1_000_000_000),
        ("MS4y", "EUR", 1_200_000),
        ("MS4yMA==", "EUR", 1_200_000),
        ("MS4yMA", "EUR", 1_200_000),
        ("MQ==", "EUR", 1_000_000),
    ],
)
def test_a_clear_price_is_whole_micro_euros(
    text: str, currency: str, micros: int
) -> None:
    assert read_clear(text, currency, RATES) == micros


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", PriceRefusal.EMPTY),
        ("  ", PriceRefusal.EMPTY),
        ("AUDIT", PriceRefusal.AUDIT),
        ("audit", PriceRefusal.AUDIT),
        ("QVVESVQ=", PriceRefusal.AUDIT),
        ("${AUCTION_PRICE}", PriceRefusal.UNSUBSTITUTED),
        ("${AUCTION_PRICE:B64}", PriceRefusal.UNSUBSTITUTED),
        ("%24%7BAUCTION_PRICE%7D", PriceRefusal.UNSUBSTITUTED),
        ("%%WINNING_PRICE%%", PriceRefusal.UNSUBSTITUTED),
        ("{AUCTION_PRICE}", PriceRefusal.UNSUBSTITUTED),
        ("-1.2", PriceRefusal.NEGATIVE),
        ("LTEuMg==", PriceRefusal.NEGATIVE),
        ("NaN", PriceRefusal.UNREADABLE),
        ("null", PriceRefusal.UNREADABLE),
        ("1,20", PriceRefusal.UNREADABLE),
        ("1_000", PriceRefusal.UNREADABLE),
        ("١", PriceRefusal.UNREADABLE),
        ("1.2.3", PriceRefusal.UNREADABLE),
        ("0x1", PriceRefusal.UNREADABLE),
        ("1" * 65, PriceRefusal.UNREADABLE),
        ("Infinity", PriceRefusal.ABSURD),
        ("-inf", PriceRefusal.ABSURD),
        ("1e309", PriceRefusal.ABSURD),
        ("1e9999", PriceRefusal.ABSURD),
        ("1000.000001", PriceRefusal.ABSURD),
        ("9" * 60, PriceRefusal.ABSURD),
        (SEALED, PriceRefusal.UNREADABLE),
    ],
)
def test_what_is_no_price_is_refused_by_code(text: str, refusal: PriceRefusal) -> None:
    assert read_clear(text, "EUR", RATES) is refusal


@pytest.mark.parametrize("currency", ["", "GBP", "€", "AUDIT", "${AUCTION_CURRENCY}"])
def test_a_price_in_an_unknown_currency_is_no_price(currency: str) -> None:
    assert read_clear("1.2", currency, RATES) is PriceRefusal.UNKNOWN_CURRENCY
    sealed = read_sealed(SEALED, currency, RATES, (KEYS,), SEALED_MS)
    assert sealed is PriceRefusal.UNKNOWN_CURRENCY


def test_the_published_vector_is_sealed_and_read() -> None:
    assert seal(1_200_000, VECTOR, KEYS) == SEALED.rstrip("=")
    assert unseal(SEALED, KEYS, SEALED_MS) == 1_200_000
    assert unseal(SEALED.rstrip("="), KEYS, SEALED_MS) == 1_200_000


def test_a_second_published_vector_is_read() -> None:
    # The protocol's own example, 100 millionths; its "time" is "abc123de".
    keys = PriceKeys(
        base64.urlsafe_b64decode("skU7Ax_NL5pPAFyKdkfZjZz2-VhIN8bjj1rVFOaJ_5o="),
        base64.urlsafe_b64decode("arO23ykdNqUQ5LEoQ0FVmPkBd7xB5CO89PDZlSjpFxo="),
    )
    sealed = "YWJjMTIzZGVmNDU2Z2hpN7fhCuPemCce_6msaw"
    seconds, micros = (int.from_bytes(part, "big") for part in (b"abc1", b"23de"))
    assert unseal(sealed, keys, seconds * 1000 + micros // 1000) == 100


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", PriceRefusal.EMPTY),
        ("AUDIT", PriceRefusal.AUDIT),
        ("${AUCTION_PRICE}", PriceRefusal.UNSUBSTITUTED),
        ("1.2", PriceRefusal.UNREADABLE),
        (SEALED[:-6], PriceRefusal.UNREADABLE),
        ("!" * 38, PriceRefusal.UNREADABLE),
        ("é" * 38, PriceRefusal.UNREADABLE),
        ("A" * 38, PriceRefusal.FORGED),
        ("P" + SEALED[1:], PriceRefusal.FORGED),
    ],
)
def test_what_is_not_sealed_by_the_exchange_is_refused(
    text: str, refusal: PriceRefusal
) -> None:
    assert read_sealed(text, "EUR", EUROS, (KEYS,), SEALED_MS) is refusal


@pytest.mark.parametrize("at", range(28))
def test_each_changed_byte_is_noticed(at: int) -> None:
    sealed = bytearray(base64.urlsafe_b64decode(SEALED))
    sealed[at] ^= 1
    text = base64.urlsafe_b64encode(sealed).decode()
    assert unseal(text, KEYS, SEALED_MS) is PriceRefusal.FORGED


@pytest.mark.parametrize(
    ("later_ms", "taken"),
    [
        (0, True),
        (FRESH_MS, True),
        (FRESH_MS + 1, False),
        (-60_000, True),
        (-60_001, False),
    ],
)
def test_a_price_sealed_too_long_ago_is_refused(later_ms: int, taken: bool) -> None:
    found = read_sealed(SEALED, "EUR", EUROS, (KEYS,), SEALED_MS + later_ms)
    assert found == (1_200_000 if taken else PriceRefusal.STALE)


def test_while_keys_change_both_are_tried_and_no_other() -> None:
    assert read_sealed(SEALED, "EUR", EUROS, (OTHER, KEYS), SEALED_MS) == 1_200_000
    refused = read_sealed(SEALED, "EUR", EUROS, (OTHER,), SEALED_MS)
    assert refused is PriceRefusal.FORGED
    assert read_sealed(SEALED, "EUR", EUROS, (), SEALED_MS) is PriceRefusal.FORGED


def test_a_sealed_price_is_converted_and_bounded() -> None:
    iv = vector(SEALED_MS * 1000)
    dollars = seal(2_500_000, iv, KEYS)
    assert read_sealed(dollars, "USD", RATES, (KEYS,), SEALED_MS) == 2_313_250
    highest = seal(HIGHEST, iv, KEYS)
    assert read_sealed(highest, "EUR", RATES, (KEYS,), SEALED_MS) == HIGHEST
    absurd = seal(2**64 - 1, iv, KEYS)
    found = read_sealed(absurd, "EUR", RATES, (KEYS,), SEALED_MS)
    assert found is PriceRefusal.ABSURD


@given(st.text(max_size=80) | st.from_regex(r"[-+.0-9eE]{1,12}", fullmatch=True))
def test_nothing_that_is_sent_as_a_price_raises(text: str) -> None:
    for found in (
        read_clear(text, "EUR", RATES),
        read_sealed(text, "EUR", RATES, (KEYS,), SEALED_MS),
    ):
        assert isinstance(found, PriceRefusal) or 0 <= found <= HIGHEST


@given(st.integers(0, 10**9), st.binary(min_size=8, max_size=8))
def test_what_is_sealed_is_read_back(micros: int, server: bytes) -> None:
    sealed = seal(micros, vector(SEALED_MS * 1000, server), KEYS)
    assert read_sealed(sealed, "EUR", EUROS, (KEYS,), SEALED_MS) == micros


@given(st.integers(0, 10**9))
def test_clear_sealed_and_encoded_say_the_same(micros: int) -> None:
    clear = f"{micros // 10**6}.{micros % 10**6:06}"
    encoded = base64.b64encode(clear.encode()).decode()
    assert read_clear(clear, "EUR", EUROS) == micros
    assert read_clear(encoded, "EUR", EUROS) == micros
