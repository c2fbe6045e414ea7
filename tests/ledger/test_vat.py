"""VAT is computed from the net, to the nearest cent, by the regime of the cinema."""

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.ledger.vat import (
    RULES,
    SellerRefusal,
    VatRegime,
    faults_of_seller,
    regime_of,
    vat_cents,
)

SIRET = "73282932000074"
CENTS = st.integers(min_value=0, max_value=10**12)


@given(CENTS)
def test_the_normal_rate_is_twenty_per_cent_to_the_nearest_cent(net: int) -> None:
    exact = Decimal(net) * Decimal("0.2")
    assert vat_cents(net, VatRegime.NORMAL) == exact.to_integral_value(ROUND_HALF_UP)


@given(CENTS, st.sampled_from([VatRegime.FRANCHISE, VatRegime.EXEMPT]))
def test_who_charges_none_charges_none(net: int, regime: VatRegime) -> None:
    assert vat_cents(net, regime) == 0
    assert RULES[regime].mention


@given(st.lists(CENTS, min_size=1, max_size=20))
def test_many_invoices_differ_from_one_by_half_a_cent_each_at_most(
    nets: list[int],
) -> None:
    apart = sum(vat_cents(net, VatRegime.NORMAL) for net in nets)
    whole = vat_cents(sum(nets), VatRegime.NORMAL)
    assert 2 * abs(apart - whole) <= len(nets) + 1


def test_nothing_is_taxed_below_zero() -> None:
    with pytest.raises(ValueError, match="credit"):
        vat_cents(-1, VatRegime.NORMAL)


def test_the_franchise_is_said_in_the_laws_words() -> None:
    assert RULES[VatRegime.FRANCHISE].mention == "TVA non applicable, art. 293 B du CGI"


@pytest.mark.parametrize(
    ("siret", "number", "regime", "expected"),
    [
        (SIRET, "FR44732829320", "normal", []),
        (SIRET, "", "franchise", []),
        (SIRET, "", "exempt", []),
        (SIRET, "", "normal", [SellerRefusal.VAT_NUMBER_INVALID]),
        (SIRET, "FR45732829320", "normal", [SellerRefusal.VAT_NUMBER_INVALID]),
        # Another company's, though right in itself.
        (SIRET, "FR83404833048", "normal", [SellerRefusal.VAT_NUMBER_INVALID]),
        ("73282932000075", "", "franchise", [SellerRefusal.SIRET_INVALID]),
        ("", "", "exempt", [SellerRefusal.SIRET_INVALID]),
        (SIRET, "", "micro", [SellerRefusal.REGIME_UNKNOWN]),
        (SIRET, "", "", [SellerRefusal.REGIME_UNKNOWN]),
    ],
)
def test_what_an_invoice_must_carry_is_checked(
    siret: str, number: str, regime: str, expected: list[SellerRefusal]
) -> None:
    assert faults_of_seller(siret, number, regime) == expected


def test_the_codes_are_those_of_the_legal_identity() -> None:
    assert regime_of("normal") is VatRegime.NORMAL
    assert regime_of("?") is None


def test_the_tables_of_the_page_are_right() -> None:
    page = (Path(__file__).parents[2] / "docs/explain/invoices.md").read_text()
    rows = re.findall(
        r"^\| (\d+\.\d\d) \| (\d+\.\d\d) \| (\d+\.\d\d) \|$", page, re.MULTILINE
    )
    assert len(rows) == 4
    for row in rows:
        net, vat, gross = (int(found.replace(".", "")) for found in row)
        assert vat_cents(net, VatRegime.NORMAL) == vat
        assert net + vat == gross
    for regime in (VatRegime.FRANCHISE, VatRegime.EXEMPT):
        assert RULES[regime].mention in page
