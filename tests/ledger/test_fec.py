"""The accountant's file: each écriture balances in whole cents, nothing is lost.

The golden file is renewed by ``python tests/ledger/golden/make.py``.
"""

import datetime
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fec_year import BANK, BOOKS, FIRST, OPENING, OTHERS, SALES, VALID, movements, year
from toile.ledger.chart import ROUNDING
from toile.ledger.fec import (
    COLUMNS,
    RESULT,
    Line,
    Movement,
    file_name,
    lines_of,
    to_cents,
    write,
)
from toile.ledger.fec_check import Fault, FecRefusal, faults_of

GOLDEN = Path(__file__).parent / "golden" / "fec.txt"
NAME = "404833048FEC20261231.txt"
ACCOUNTS = ("cinema_pending:A", "cinema_pending:B", "cinema_payable:A", "bank")
DAYS = st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


@st.composite
def pieces(draw: st.DrawFn) -> list[Movement]:
    """Some accounts move, the campaign's takes what is left: a sum of zero."""
    day, journal = draw(DAYS), draw(st.sampled_from([SALES, OTHERS, BANK]))
    chosen = draw(st.lists(st.sampled_from(ACCOUNTS), unique=True, min_size=1))
    amounts = draw(
        st.lists(
            st.integers(-(10**9), 10**9), min_size=len(chosen), max_size=len(chosen)
        )
    )
    sides = dict(zip(chosen, amounts, strict=True))
    sides["distributor_receivable:C"] = -sum(amounts)
    piece = draw(st.text("abc", min_size=1, max_size=2))
    return [
        Movement(day, journal, piece, "x", account, amount)
        for account, amount in sides.items()
    ]


YEARS = st.lists(pieces(), max_size=12).map(lambda many: [m for p in many for m in p])


def by_account(lines: list[Line]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for line in lines:
        sums[f"{line.account.number} {line.aux}"] += line.cents
    return sums


@given(YEARS)
def test_every_piece_balances_and_the_format_is_right(moved: list[Movement]) -> None:
    lines = lines_of({}, moved, BOOKS, FIRST, VALID)
    assert faults_of(write(lines), NAME) == []


@given(YEARS)
def test_every_account_ends_at_its_own_sum_to_the_nearest_cent(
    moved: list[Movement],
) -> None:
    true: Counter[str] = Counter()
    for one in moved:
        number, aux = BOOKS.numbers[one.account.partition(":")[0]], one.account
        true[f"{number.number} {BOOKS.aux.get(aux, ('', ''))[0]}"] += one.micros
    found = by_account(lines_of({}, moved, BOOKS, FIRST, VALID))
    for account, micros in true.items():
        assert found[account] == to_cents(micros)
    # What rounding took is given back: less than a cent an account stays.
    rounding = BOOKS.numbers[ROUNDING].number
    assert abs(found[f"{rounding} "]) <= len(true)


@given(YEARS, st.integers(1, 11))
def test_a_year_in_two_ends_where_it_would_in_one(
    moved: list[Movement], month: int
) -> None:
    whole = by_account(lines_of({}, moved, BOOKS, FIRST, VALID))
    cut = datetime.date(2026, month + 1, 1)
    sums: Counter[str] = Counter()
    for one in moved:
        if one.day < cut:
            sums[one.account] += one.micros
    later = [one for one in moved if one.day >= cut]
    found = by_account(lines_of(sums, later, BOOKS, cut, VALID))
    kept = BOOKS.numbers[ROUNDING].number, BOOKS.numbers[RESULT].number
    assert {a: c for a, c in found.items() if c and a[:6] not in kept} == {
        a: c for a, c in whole.items() if c and a[:6] not in kept
    }


@given(st.integers(-(10**15), 10**15), st.integers(-(10**9), 10**9))
def test_whole_cents_are_never_rounded(micros: int, cents: int) -> None:
    assert to_cents(micros + 10_000 * cents) == to_cents(micros) + cents


def test_the_file_is_the_golden_one_and_right() -> None:
    assert write(year()) == GOLDEN.read_bytes()
    assert faults_of(GOLDEN.read_bytes(), NAME) == []


def test_the_order_of_what_is_given_does_not_matter() -> None:
    turned = lines_of(OPENING, movements()[::-1], BOOKS, FIRST, VALID)
    assert write(turned) == GOLDEN.read_bytes()


def test_a_year_begins_with_what_stands_and_without_income() -> None:
    opening = [line for line in year() if line.number == 1]
    assert {line.journal.code for line in opening} == {"AN"}
    assert not any(line.account.is_result for line in opening)
    result = [one for one in opening if one.account == BOOKS.numbers[RESULT]]
    assert [one.cents for one in result] == [-1_000]


def test_an_empty_year_is_a_heading() -> None:
    written = write(lines_of({}, [], BOOKS, FIRST, VALID))
    assert written.decode() == "\t".join(COLUMNS) + "\r\n"
    assert faults_of(written, NAME) == []


def test_its_name_is_the_laws() -> None:
    assert file_name("404833048", datetime.date(2026, 12, 31)) == NAME


def changed(at: int, column: str, to: str) -> bytes:
    rows = GOLDEN.read_bytes().decode().split("\r\n")
    fields = rows[at].split("\t")
    fields[COLUMNS.index(column)] = to
    rows[at] = "\t".join(fields)
    return "\r\n".join(rows).encode()


@pytest.mark.parametrize(
    ("column", "to", "refusal"),
    [
        ("JournalCode", "", FecRefusal.EMPTY),
        ("PieceRef", " ", FecRefusal.EMPTY),
        ("EcritureDate", "2026-01-05", FecRefusal.DATE),
        ("ValidDate", "20260230", FecRefusal.DATE),
        ("EcritureDate", "20270101", FecRefusal.AFTER_CLOSING),
        ("CompteNum", "41", FecRefusal.ACCOUNT),
        ("CompteNum", "client", FecRefusal.ACCOUNT),
        ("CompAuxLib", "", FecRefusal.PAIR),
        ("EcritureLet", "A", FecRefusal.PAIR),
        ("Montantdevise", "1,00", FecRefusal.PAIR),
        ("Debit", "0.02", FecRefusal.AMOUNT),
        ("Debit", "٠,٠٢", FecRefusal.AMOUNT),
        ("Debit", "0,00", FecRefusal.TWO_SIDES),
        ("Credit", "0,01", FecRefusal.TWO_SIDES),
        ("Debit", "99,00", FecRefusal.UNBALANCED),
        ("EcritureNum", "9", FecRefusal.GAP),
        ("JournalCode", "XX", FecRefusal.SPLIT),
        ("EcritureLib", "a\tb", FecRefusal.WIDTH),
    ],
)
def test_each_fault_is_found(column: str, to: str, refusal: FecRefusal) -> None:
    at = next(
        place
        for place, row in enumerate(GOLDEN.read_bytes().decode().split("\n"))
        if row.startswith("VE") and "\t411000\t" in row
    )
    found = faults_of(changed(at, column, to), NAME)
    assert refusal in {fault.refusal for fault in found}
    assert any(fault.line in (0, at + 1) for fault in found)


@pytest.mark.parametrize(
    ("file", "name", "refusal"),
    [
        (GOLDEN, "fec.txt", FecRefusal.NAME),
        (GOLDEN, "404833048FEC20261340.txt", FecRefusal.NAME),
        (b"\xef\xbb\xbf" + b"\t".join(c.encode() for c in COLUMNS), NAME, "encoding"),
        (b"\xff\xfe\x00", NAME, FecRefusal.ENCODING),
        (b"", NAME, FecRefusal.COLUMNS),
        (b"JournalCode;JournalLib", NAME, FecRefusal.COLUMNS),
    ],
    ids=["name", "day", "mark", "bytes", "empty", "separator"],
)
def test_a_file_that_is_none_is_refused(
    file: Path | bytes, name: str, refusal: str
) -> None:
    content = file if isinstance(file, bytes) else file.read_bytes()
    assert refusal in {fault.refusal for fault in faults_of(content, name)}


def test_pipes_are_a_separator_too() -> None:
    piped = GOLDEN.read_bytes().decode().replace("\t", "|")
    assert faults_of(piped.encode(), NAME) == []


def test_a_fault_says_where() -> None:
    assert Fault(4, FecRefusal.AMOUNT, "x") in faults_of(changed(3, "Debit", "x"), NAME)
