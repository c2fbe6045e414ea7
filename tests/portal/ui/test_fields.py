"""Fields take what people paste, and say in French what is wrong with it."""

import contextlib

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from toile.portal.ui.fields import (
    BicField,
    EurosField,
    IbanField,
    SiretField,
    VatField,
)

GOOD = [
    (SiretField, "732 829 320\u00a000074", "73282932000074"),
    (SiretField, "356 000 000 00048", "35600000000048"),  # La Poste has its own rule
    (IbanField, "fr76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189"),
    (BicField, "AGRI FR PP", "AGRIFRPP"),
    (VatField, "FR 40 303 265 045", "FR40303265045"),
]
WRONG = [
    (SiretField, "732 829 320 00075", "ne tombe pas juste"),
    (SiretField, "732 829", "14 chiffres ; celui-ci en a 6"),
    (SiretField, "732 829 320 0007A", "que des chiffres"),
    (SiretField, "🎬", "que des chiffres"),
    (IbanField, "FR76 3000 6000 0112 3456 7890 188", "ne tombe pas juste"),
    (IbanField, "FR00 3000 6000 0112 3456 7890 189", "ne tombe pas juste"),
    (IbanField, "", "obligatoire"),
    (BicField, "AGRI", "8 ou 11"),
    (VatField, "FR 41 303 265 045", "ne tombe pas juste"),
]


@pytest.mark.parametrize(("kind", "typed", "kept"), GOOD)
def test_what_is_right_is_kept_without_its_spaces(
    kind: type, typed: str, kept: str
) -> None:
    assert kind().clean(typed) == kept


@pytest.mark.parametrize(("kind", "typed", "said"), WRONG)
def test_what_is_wrong_is_named(kind: type, typed: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        kind().clean(typed)
    assert said in " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("typed", "micros"),
    [
        ("1 234,50 €", 1_234_500_000),
        ("1\u202f234,5", 1_234_500_000),
        ("1.234,50", 1_234_500_000),
        ("1234.5", 1_234_500_000),
        ("99", 99_000_000),
    ],
)
def test_amounts_are_read_as_people_write_them(typed: str, micros: int) -> None:
    assert EurosField().clean(typed) == micros


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("douze", "montant en euros"),
        ("1e3000", "montant en euros"),
        ("nan", "montant en euros"),
        ("12,345", "deux chiffres"),
        ("12", "Au moins 50,00"),
        ("2000", "Au plus 1"),
        ("-60", "Au moins"),
        ("", "obligatoire"),
    ],
)
def test_wrong_amounts_are_told(typed: str, said: str) -> None:
    field = EurosField(least_micros=50_000_000, most_micros=1_000_000_000)
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert said in " ".join(refused.value.messages)


@given(st.text(max_size=40))
def test_no_text_breaks_a_field(typed: str) -> None:
    for field in (SiretField(), IbanField(), BicField(), VatField(), EurosField()):
        with contextlib.suppress(ValidationError):
            field.clean(typed)


@given(st.integers(0, 10**9).map(lambda cents: cents * 10_000))
def test_an_amount_comes_back_as_it_was(micros: int) -> None:
    field = EurosField()
    assert field.clean(field.prepare_value(micros)) == micros
