"""VAT on a cinema's share: who owes it, how much, and what an invoice must say. Pure.

The share is a service by the cinema (SPECS §7.3). Amounts are whole cents; VAT is
computed once, from the net total, and added to it.
"""

from enum import StrEnum

import msgspec
from stdnum.eu import vat as vat_numbers
from stdnum.fr import siret as sirets

_SIREN = 9
_WHOLE = 10_000


class VatRegime(StrEnum):
    """How a cinema stands before the tax office; the codes of its legal identity."""

    NORMAL = "normal"
    FRANCHISE = "franchise"
    EXEMPT = "exempt"


class VatRule(msgspec.Struct, frozen=True):
    """What a regime means on an invoice.

    ``rate`` is in hundredths of a percent; ``category`` is EN 16931's (BT-118);
    ``mention`` is what the law wants to be read, empty where VAT is charged.
    """

    rate: int
    category: str
    mention: str
    reason_code: str = ""


RULES = {
    # CGI art. 278: the normal rate.
    VatRegime.NORMAL: VatRule(2_000, "S", ""),
    # CGI art. 293 E: these very words.
    VatRegime.FRANCHISE: VatRule(
        0, "E", "TVA non applicable, art. 293 B du CGI", "VATEX-FR-FRANCHISE"
    ),
    # CGI ann. II art. 242 nonies A I-12°: the article, or any words that say so. Which
    # of the two articles it is, the cinema's identity does not tell.
    VatRegime.EXEMPT: VatRule(
        0,
        "E",
        "Opération non soumise à la TVA ou exonérée (art. 256 B ou 261 du CGI)",
    ),
}


class SellerRefusal(StrEnum):
    """Why no invoice can be written in a cinema's name."""

    NO_MANDATE = "no_mandate"
    """No written mandate before the invoice (CGI art. 289 I-2; SPECS §7.3)."""
    SIRET_INVALID = "siret_invalid"
    """Not 14 digits, or wrong check digits (Insee; CGI ann. II 242 nonies A)."""
    VAT_NUMBER_INVALID = "vat_number_invalid"
    """Missing, malformed, or another company's (CGI ann. II 242 nonies A I-2°)."""
    REGIME_UNKNOWN = "regime_unknown"
    """None of the three regimes: the VAT cannot be computed (SPECS §7.3)."""
    VAT_NOT_PAID = "vat_not_paid"
    """The VAT that the regime asks for is not what was paid (CGI art. 283, 3)."""


def regime_of(code: str) -> VatRegime | None:
    """Read the code of a regime; ``None`` for one that is not known."""
    return VatRegime(code) if code in set(VatRegime) else None


def vat_cents(net_cents: int, regime: VatRegime) -> int:
    """Give the VAT on a net total, in cents, half a cent up (EN 16931 BR-CO-17)."""
    if net_cents < 0:
        raise ValueError(f"{net_cents} cents are below zero; credit them instead")
    return (net_cents * RULES[regime].rate + _WHOLE // 2) // _WHOLE


def faults_of_seller(siret: str, vat_number: str, regime: str) -> list[SellerRefusal]:
    """Say what is wrong with the numbers that an invoice must carry."""
    found = []
    if not sirets.is_valid(siret):
        found.append(SellerRefusal.SIRET_INVALID)
    if regime_of(regime) is None:
        found.append(SellerRefusal.REGIME_UNKNOWN)
    elif regime == VatRegime.NORMAL and not _is_vat_number_of(vat_number, siret):
        found.append(SellerRefusal.VAT_NUMBER_INVALID)
    return found


def _is_vat_number_of(number: str, siret: str) -> bool:
    if not vat_numbers.is_valid(number):
        return False
    # A French number ends with the SIREN of its holder.
    return not number.startswith("FR") or number[-_SIREN:] == siret[:_SIREN]
