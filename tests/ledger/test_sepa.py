"""SEPA files: the same for the same order, valid, in the characters banks take."""

import datetime
import re
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sepaxml.validation import try_valid_xml

from toile.ledger.payment import (
    MOST_CENTS,
    Address,
    Party,
    Payment,
    PaymentRefusal,
    cents,
    faults_of_amount,
    faults_of_party,
    whole_cents,
)
from toile.ledger.sepa import (
    SCHEMA,
    Order,
    UnwritableError,
    order_file,
    reference_of,
)
from toile.ledger.transliterate import transliterate
from toile.wire.money import MICROS_A_CENT, Money

GOLDEN = Path(__file__).parent / "golden" / "pain.001.001.09.xml"
ALLOWED = re.compile(r"[a-zA-Z0-9/\-?:().,'+ ]*")
IBAN = "FR7630006000011234567890189"
RUN = "01KB9ZQ4V8T3N5R7W2X6Y1C0DE"
UNION = Party(
    "Syndicat des cinémas d’Art, de Répertoire & d’Essai",
    IBAN,
    "AGRIFRPP",
    Address("12 bis, rue de l’Échiquier", "75010", "Paris"),
)
ROYAL = Party(
    "SARL Le Royal « Œuvres »",
    "FR1420041010050500013M02606",
    "PSSTFRPPMAR",
    Address("2 rue Bertholet", "83000", "Toulon"),
)


def order(*payments: Payment, payer: Party = UNION) -> Order:
    return Order(
        RUN,
        datetime.datetime(2026, 11, 30, 12, tzinfo=datetime.UTC),
        datetime.date(2026, 12, 1),
        payer,
        payments,
    )


def payment(position: int = 1, micros: int = 25_000_000, to: Party = ROYAL) -> Payment:
    return Payment(reference_of(RUN, position), to, Money(micros), "Reversement d’été")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Écran d’été à Sète", "Ecran d'ete a Sete"),
        ("Cinéma L’Œil & Cœur", "Cinema L'OEil + Coeur"),
        ("Straße", "Strasse"),
        ("Le 🎬 Palace", "Le Palace"),
        ("« Le Rex »", "' Le Rex '"),
        ('Le "Rex"', "Le 'Rex'"),
        ("a_b@c.fr", "a-b(at)c.fr"),
        ("//25/", "25"),
        ("a//b", "a/b"),
        ("  deux   mots\n", "deux mots"),
        ("10 €", "10 EUR"),
        ("🎬", ""),
        ("Ciné\u0301ma", "Cinema"),
    ],
)
def test_names_are_written_in_what_banks_take(typed: str, written: str) -> None:
    assert transliterate(typed) == written


@given(st.text())
def test_nothing_else_is_ever_written(text: str) -> None:
    written = transliterate(text)
    assert ALLOWED.fullmatch(written)
    assert "//" not in written
    assert written == written.strip(" /")
    assert transliterate(written) == written


def test_the_file_is_the_golden_one_and_valid() -> None:
    other = msgspec.structs.replace(ROYAL, iban="DE89370400440532013000")
    written = order_file(order(payment(), payment(2, 123_450_000, other)))
    assert written == GOLDEN.read_bytes()
    try_valid_xml(written, SCHEMA)


def test_the_same_order_is_the_same_file_and_another_is_not() -> None:
    assert order_file(order(payment())) == order_file(order(payment()))
    more = order_file(order(payment(micros=25_010_000)))
    assert more != order_file(order(payment()))


def test_totals_are_the_sum_of_what_is_paid() -> None:
    paid = [payment(n, n * MICROS_A_CENT) for n in range(1, 120)]
    document = ElementTree.fromstring(order_file(order(*paid)))
    sums = [node.text for node in document.iter() if node.tag.endswith("CtrlSum")]
    counts = [node.text for node in document.iter() if node.tag.endswith("NbOfTxs")]
    assert sums == ["71.40", "71.40"]
    assert counts == ["119", "119"]


def test_a_number_stands_apart_from_its_street() -> None:
    assert Address("12 bis, rue de la Paix", "75002", "Paris").written() == {
        "street_name": "rue de la Paix",
        "building_number": "12 bis",
        "postcode": "75002",
        "town": "Paris",
        "country": "FR",
    }
    assert Address("Place du Théâtre", "75002", "Paris").written()["street_name"] == (
        "Place du Theatre"
    )
    # The beginning of a name is no number's letter.
    assert Address("5 avenue Foch", "75002", "Paris").written() == {
        "street_name": "avenue Foch",
        "building_number": "5",
        "postcode": "75002",
        "town": "Paris",
        "country": "FR",
    }


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"iban": "FR7630006000011234567890188"}, PaymentRefusal.IBAN_INVALID),
        ({"iban": "FR00"}, PaymentRefusal.IBAN_INVALID),
        ({"iban": "TN5910006035183598478831"}, PaymentRefusal.NOT_SEPA),
        ({"bic": "AGRI"}, PaymentRefusal.BIC_INVALID),
        ({"name": "🎬"}, PaymentRefusal.NAME_EMPTY),
        ({"name": "œ" * 36}, PaymentRefusal.NAME_TOO_LONG),
        (
            {"address": Address("", "83000", "Toulon")},
            PaymentRefusal.ADDRESS_INCOMPLETE,
        ),
        (
            {"address": Address("1 rue", "83000", "🎬")},
            PaymentRefusal.ADDRESS_INCOMPLETE,
        ),
        (
            {"address": Address("r" * 71, "83000", "Toulon")},
            PaymentRefusal.ADDRESS_TOO_LONG,
        ),
        (
            {"address": Address("1 rue", "83000", "ß" * 18)},
            PaymentRefusal.ADDRESS_TOO_LONG,
        ),
    ],
)
def test_what_is_wrong_is_coded_and_keeps_the_file_from_being(
    changed: dict[str, object], refusal: PaymentRefusal
) -> None:
    party = msgspec.structs.replace(ROYAL, **changed)
    assert faults_of_party(party) == [refusal]
    with pytest.raises(UnwritableError, match=refusal):
        order_file(order(payment(to=party)))
    with pytest.raises(UnwritableError, match=f"payer: {refusal}"):
        order_file(order(payment(), payer=party))


def test_what_just_fits_is_written() -> None:
    long = Party("n" * 70, IBAN, "AGRIFRPP", Address("r" * 70, "83000", "t" * 35))
    assert faults_of_party(long) == []
    order_file(order(payment(to=long, micros=MOST_CENTS * MICROS_A_CENT)))


@pytest.mark.parametrize(
    ("micros", "refusal"),
    [
        (0, PaymentRefusal.AMOUNT_NOT_POSITIVE),
        (-10_000, PaymentRefusal.AMOUNT_NOT_POSITIVE),
        (10_001, PaymentRefusal.AMOUNT_NOT_CENTS),
        ((MOST_CENTS + 1) * MICROS_A_CENT, PaymentRefusal.AMOUNT_TOO_LARGE),
    ],
)
def test_amounts_that_cannot_be_paid(micros: int, refusal: PaymentRefusal) -> None:
    assert faults_of_amount(Money(micros)) == [refusal]
    with pytest.raises(UnwritableError, match=refusal):
        order_file(order(payment(micros=micros)))


def test_an_order_pays_somebody_and_nobody_twice() -> None:
    with pytest.raises(UnwritableError, match="pays nobody"):
        order_file(order())
    with pytest.raises(UnwritableError, match="named twice"):
        order_file(order(payment(), payment()))


@given(st.integers(-(10**12), 10**15))
def test_whole_cents_leave_less_than_a_cent(amount: int) -> None:
    paid = whole_cents(Money(amount))
    assert cents(paid) * MICROS_A_CENT == paid >= 0
    assert amount < 0 or 0 <= amount - paid < MICROS_A_CENT


def test_a_fraction_of_a_cent_is_never_counted() -> None:
    with pytest.raises(ValueError, match="whole cents"):
        cents(Money(10_001))
