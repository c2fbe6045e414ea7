"""An invoice says what the law wants; its XML is valid, and the same each time.

The golden files are renewed by ``python tests/ledger/golden/make.py``.
"""

import datetime
import io
from pathlib import Path

import facturx
import msgspec
import pytest
from pypdf import PdfReader, PdfWriter

from papers import ROYAL, drawn, royals, taken_back
from toile.ledger.facturx import FILE_NAME, to_xml, with_xml
from toile.ledger.invoices import (
    Invoice,
    InvoiceKind,
    credit_note,
    invoice,
    number_of,
)
from toile.ledger.vat import RULES, VatRegime

GOLDEN = Path(__file__).parent / "golden"
DAY = datetime.date(2026, 12, 1)
NOON = datetime.datetime(2026, 12, 1, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("name", "paper"), [("invoice", royals()), ("credit_note", taken_back())]
)
def test_the_xml_is_the_golden_one(name: str, paper: Invoice) -> None:
    assert to_xml(paper) == (GOLDEN / f"{name}.xml").read_bytes()


@pytest.mark.parametrize("regime", list(VatRegime))
@pytest.mark.parametrize("net", [1, 2, 3_003, 99_999_999_999])
def test_every_xml_is_valid(regime: VatRegime, net: int) -> None:
    written = to_xml(royals(regime, net))
    assert facturx.xml_check_xsd(written, flavor="factur-x", level="en16931") is True
    if RULES[regime].mention:
        assert RULES[regime].mention.encode() in written


@pytest.mark.parametrize(
    "name", ["Œil & <Lune>", "Cine\x00ma\x1b", "映画館 🎬", "\ufffe", 'L\'"Étoile"']
)
def test_any_name_gives_a_valid_xml(name: str) -> None:
    seller = msgspec.structs.replace(ROYAL, name=name, town=name)
    paper = invoice("TOILE-X-0001", DAY, drawn(100, VatRegime.FRANCHISE, seller))
    assert facturx.xml_check_xsd(to_xml(paper), flavor="factur-x") is True


def test_the_mentions_are_all_there() -> None:
    said = " ".join(royals(VatRegime.FRANCHISE).mentions)
    for words in ("Autofacturation", "293 B", "289 I-2", "40 €", "services"):
        assert words in said


def test_amounts_add_up() -> None:
    paper = royals()
    assert (paper.net_cents, paper.vat_cents, paper.gross_cents) == (3_003, 601, 3_604)


def test_a_credit_note_takes_all_back_and_names_its_invoice() -> None:
    note, of = taken_back(), royals()
    assert note.kind == InvoiceKind.CREDIT_NOTE
    assert note.gross_cents == of.gross_cents
    assert note.corrects is not None
    assert (note.corrects.number, note.corrects.issued_on) == (of.number, of.issued_on)
    with pytest.raises(ValueError, match="credit note"):
        credit_note("TOILE-X-0002", DAY, note, "twice")


def test_a_credit_note_is_never_dated_before_its_invoice() -> None:
    before = DAY - datetime.timedelta(days=9)
    assert credit_note("TOILE-X-0002", before, royals(), "x").issued_on == DAY


@pytest.mark.parametrize(("series", "at"), [("6001234", 0), ("S" * 40, 1)])
def test_a_number_that_platforms_refuse_is_none(series: str, at: int) -> None:
    with pytest.raises(ValueError, match="number"):
        number_of(series, at)


def test_nothing_is_not_invoiced() -> None:
    with pytest.raises(ValueError, match="nothing"):
        invoice("TOILE-X-0001", DAY, drawn(0, VatRegime.NORMAL))


def test_the_xml_travels_inside_the_pdf_the_same_bytes_each_time() -> None:
    blank = PdfWriter()
    blank.add_blank_page(595, 842)
    pdf = io.BytesIO()
    blank.write(pdf)
    paper, xml = royals(), to_xml(royals())
    whole = with_xml(pdf.getvalue(), paper, xml, NOON)
    name, inside = facturx.get_facturx_xml_from_pdf(whole)
    assert (name, inside) == (FILE_NAME, xml)
    told = PdfReader(io.BytesIO(whole)).metadata
    assert told is not None
    assert told.creation_date == NOON
    assert b"2026-12-01T12:00:00+00:00" in whole
