"""What a transfer needs, and what is wrong with it: accounts, addresses, amounts. Pure.

Each fault is a code with its source; words and remedies are the portal's.
"""

import re
from enum import StrEnum

import msgspec
from stdnum import bic as bics
from stdnum import iban as ibans

from toile.ledger.transliterate import transliterate
from toile.wire.money import MICROS_A_CENT, Money

SEPA_COUNTRIES = frozenset(
    [
        "AD",
        "AL",
        "AT",
        "BE",
        "BG",
        "CH",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GB",
        "GI",
        "GR",
        "HR",
        "HU",
        "IE",
        "IS",
        "IT",
        "LI",
        "LT",
        "LU",
        "LV",
        "MC",
        "MD",
        "ME",
        "MK",
        "MT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RO",
        "RS",
        "SE",
        "SI",
        "SK",
        "SM",
        "VA",
    ]
)
"""Where SEPA credit transfers go (EPC409-09); overseas France's IBANs begin with FR."""

LONGEST_NAME, LONGEST_STREET, LONGEST_NUMBER = 70, 70, 16
LONGEST_POSTCODE, LONGEST_TOWN, LONGEST_REMITTANCE = 16, 35, 140
MOST_CENTS = 99_999_999_999
"""999 999 999.99 EUR: the most that a transfer of the scheme carries (EPC125-05)."""

# "12 bis, rue de la Paix": the number apart, as structured addresses have it.
_NUMBERED = re.compile(
    r"(?P<number>\d{1,5}(?:[-/]\d{1,5})?(?: ?(?:bis|ter|quater|[a-z])\b)?)"
    r"[ ,]+(?P<street>\S.*)",
    re.IGNORECASE,
)


class PaymentRefusal(StrEnum):
    """Why a transfer cannot be written."""

    IBAN_INVALID = "iban_invalid"
    """The country's shape or the check digits are wrong (ISO 13616, mod 97)."""
    NOT_SEPA = "not_sepa"
    """A country that the scheme does not reach (EPC409-09)."""
    BIC_INVALID = "bic_invalid"
    """No bank's code (ISO 9362)."""
    NAME_EMPTY = "name_empty"
    """Nothing is left of the name in SEPA's characters (SPECS §7.2)."""
    NAME_TOO_LONG = "name_too_long"
    """Over 70 characters in SEPA's characters (pain.001.001.09, Nm; EPC125-05)."""
    ADDRESS_INCOMPLETE = "address_incomplete"
    """No street, postal code or town: unstructured ones are refused (SPECS §7.2)."""
    ADDRESS_TOO_LONG = "address_too_long"
    """A part is longer than pain.001.001.09 allows (SPECS §7.2)."""
    AMOUNT_NOT_POSITIVE = "amount_not_positive"
    """Nothing to transfer."""
    AMOUNT_NOT_CENTS = "amount_not_cents"
    """A fraction of a cent (SPECS §7.1: payouts move whole cents)."""
    AMOUNT_TOO_LARGE = "amount_too_large"
    """Over 999 999 999.99 EUR (EPC125-05)."""


class Address(msgspec.Struct, frozen=True):
    """A structured address, as typed; SEPA wants town and country at least."""

    street: str
    postal_code: str
    town: str
    country: str = "FR"

    def written(self) -> dict[str, str]:
        """Write its parts in SEPA's characters, by the names that sepaxml gives."""
        street = transliterate(self.street)
        found = _NUMBERED.fullmatch(street)
        parts = {
            "street_name": found["street"] if found else street,
            "building_number": found["number"] if found else "",
            "postcode": transliterate(self.postal_code),
            "town": transliterate(self.town),
            "country": self.country,
        }
        return {name: part for name, part in parts.items() if part}


class Party(msgspec.Struct, frozen=True):
    """Who pays or is paid: the holder as the bank knows it, where, on which account."""

    name: str
    iban: str
    bic: str
    address: Address


class Payment(msgspec.Struct, frozen=True):
    """One transfer; ``reference`` is its EndToEndId, at most 35 characters."""

    reference: str
    to: Party
    amount: Money
    remittance: str


def whole_cents(amount: Money) -> Money:
    """Round down to cents what may leave the house; nothing below zero leaves."""
    return Money(max(amount, 0) // MICROS_A_CENT * MICROS_A_CENT)


def cents(amount: Money) -> int:
    """Count the cents of an amount; ``ValueError`` for a fraction of one."""
    whole, rest = divmod(amount, MICROS_A_CENT)
    if rest:
        raise ValueError(f"{amount} micro-euros are no whole cents; round down first")
    return whole


def faults_of_party(party: Party) -> list[PaymentRefusal]:
    """Say what is wrong with somebody's account, name or address."""
    found = []
    if not ibans.is_valid(party.iban):
        found.append(PaymentRefusal.IBAN_INVALID)
    elif party.iban[:2] not in SEPA_COUNTRIES:
        found.append(PaymentRefusal.NOT_SEPA)
    if not bics.is_valid(party.bic):
        found.append(PaymentRefusal.BIC_INVALID)
    name = transliterate(party.name)
    if not name:
        found.append(PaymentRefusal.NAME_EMPTY)
    elif len(name) > LONGEST_NAME:
        found.append(PaymentRefusal.NAME_TOO_LONG)
    return found + _faults_of_address(party.address)


def faults_of_amount(amount: Money) -> list[PaymentRefusal]:
    """Say what is wrong with an amount."""
    if amount <= 0:
        return [PaymentRefusal.AMOUNT_NOT_POSITIVE]
    if amount % MICROS_A_CENT:
        return [PaymentRefusal.AMOUNT_NOT_CENTS]
    return [PaymentRefusal.AMOUNT_TOO_LARGE] if cents(amount) > MOST_CENTS else []


def _faults_of_address(address: Address) -> list[PaymentRefusal]:
    parts = address.written()
    needed = ("street_name", "postcode", "town", "country")
    if any(name not in parts for name in needed):
        return [PaymentRefusal.ADDRESS_INCOMPLETE]
    limits = (
        ("street_name", LONGEST_STREET),
        ("building_number", LONGEST_NUMBER),
        ("postcode", LONGEST_POSTCODE),
        ("town", LONGEST_TOWN),
    )
    if any(len(parts.get(name, "")) > most for name, most in limits):
        return [PaymentRefusal.ADDRESS_TOO_LONG]
    return []
