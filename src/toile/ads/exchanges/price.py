"""What was paid: the value of ``${AUCTION_PRICE}`` in every form, as whole micro-euros.

A price is for 1,000 impressions (CPM). Clear prices are decimal numbers of a
currency's unit, perhaps in base64 (``${AUCTION_PRICE:B64}``, OpenRTB 2.6 §4.4.1);
sealed ones are read by ``price_crypt``. Nothing raises: what will not do is a
``PriceRefusal``.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal

from toile.ads.exchanges.price_crypt import FRESH_MS, PriceKeys, unseal
from toile.ads.exchanges.price_refusal import PriceRefusal
from toile.wire.money import MICROS_A_EURO, Money

HIGHEST = Money(1_000 * MICROS_A_EURO)
"""1,000 EUR for 1,000 impressions; no film's campaign pays a hundredth of it."""

Rates = Mapping[str, int]
"""Micro-euros that one unit of a currency is worth, by ISO 4217 code."""

EUROS: Rates = {"EUR": MICROS_A_EURO}

_LONGEST = 64
_NUMBER = re.compile(r"([+-]?)((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?)")
_INFINITE = re.compile(r"[+-]?inf(inity)?", re.IGNORECASE)
# ``${AUCTION_PRICE}``, also with its braces encoded, and the exchanges' own macros.
_MACRO = re.compile(r"\$\{|%24%7b|%%|AUCTION_PRICE|WINNING_PRICE", re.IGNORECASE)
_EXACT = Context(prec=2 * _LONGEST)


def read_clear(text: str, currency: str, rates: Rates) -> Money | PriceRefusal:
    """Read a price in clear or in base64; half a micro-euro counts as a whole one."""
    refused = _unsaid(text)
    if refused:
        return refused
    if not _looks_numeric(text):
        plain = _from_base64(text)
        if plain is None:
            return PriceRefusal.UNREADABLE
        text = plain
        refused = _unsaid(text)
        if refused:
            return refused
    rate = _rate(currency, rates)
    return _converted(text.strip(), rate) if rate else PriceRefusal.UNKNOWN_CURRENCY


def read_sealed(
    text: str,
    currency: str,
    rates: Rates,
    keys: tuple[PriceKeys, ...],
    now_ms: int,
    fresh_ms: int = FRESH_MS,
) -> Money | PriceRefusal:
    """Read a sealed price; while keys change hands each of them is tried.

    A clear number is refused: anybody could have written it.
    """
    refused = _unsaid(text)
    if refused:
        return refused
    rate = _rate(currency, rates)
    if not rate:
        return PriceRefusal.UNKNOWN_CURRENCY
    found: int | PriceRefusal = PriceRefusal.FORGED
    for pair in keys:
        found = unseal(text.strip(), pair, now_ms, fresh_ms)
        if found is not PriceRefusal.FORGED:
            break
    if isinstance(found, PriceRefusal):
        return found
    # Both are millionths, of the currency's unit and of a euro.
    whole, rest = divmod(found * rate, MICROS_A_EURO)
    return _bounded(whole + (rest * 2 >= MICROS_A_EURO))


def _unsaid(text: str) -> PriceRefusal | None:
    bare = text.strip()
    if not bare:
        return PriceRefusal.EMPTY
    if bare.upper() == "AUDIT":
        return PriceRefusal.AUDIT
    if _MACRO.search(bare):
        return PriceRefusal.UNSUBSTITUTED
    return None


def _looks_numeric(text: str) -> bool:
    bare = text.strip()
    return bool(_NUMBER.fullmatch(bare) or _INFINITE.fullmatch(bare))


def _rate(currency: str, rates: Rates) -> int:
    return rates.get(currency.strip().upper(), 0)


def _converted(text: str, rate: int) -> Money | PriceRefusal:
    if _INFINITE.fullmatch(text):
        return PriceRefusal.ABSURD
    number = _NUMBER.fullmatch(text)
    if number is None or len(text) > _LONGEST:
        return PriceRefusal.UNREADABLE
    units = Decimal(number[2])
    if number[1] == "-" and units:
        return PriceRefusal.NEGATIVE
    micros = _EXACT.multiply(units, Decimal(rate))
    return _bounded(int(micros.to_integral_value(ROUND_HALF_UP, _EXACT)))


def _bounded(micros: int) -> Money | PriceRefusal:
    return PriceRefusal.ABSURD if micros > HIGHEST else Money(micros)


def _from_base64(text: str) -> str | None:
    """Read base64 of either alphabet, with or without padding; one layer of it."""
    bare = text.strip().rstrip("=").replace("-", "+").replace("_", "/")
    if len(bare) > 2 * _LONGEST:
        return None
    try:
        plain = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
        decoded = plain.decode("ascii")
    except (binascii.Error, ValueError):
        return None
    known = _looks_numeric(decoded) or _unsaid(decoded)
    return decoded if known else None
