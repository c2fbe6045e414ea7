"""The file of accounting entries that French law wants (FEC): writing it. Pure.

LPF art. A. 47 A-1 (arrêté of 29 July 2013): one line an entry, 18 columns in order,
tab between them, dates as YYYYMMDD, amounts with a comma, numbers without gaps.
The books are micro-euros, the file is cents: how one becomes the other is told in
``docs/explain/invoices.md`` and held by ``tests/ledger/test_fec.py``.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from toile.ledger.chart import ROUNDING, kind_of
from toile.wire.money import MICROS_A_CENT

COLUMNS = (
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
)
RESULT = "result"
"""The account that takes over last year's income and expenses."""


class Number(msgspec.Struct, frozen=True):
    """Under which number and words a kind of account stands in the file."""

    number: str
    label: str

    @property
    def is_result(self) -> bool:
        """Tell whether it is income or expense, which a year begins without."""
        return self.number[:1] in ("6", "7")


class Journal(msgspec.Struct, frozen=True):
    """A journal of the file."""

    code: str
    label: str


class Movement(msgspec.Struct, frozen=True):
    """What one account moved by in one piece; ``piece`` names what stands behind it."""

    day: datetime.date
    journal: Journal
    piece: str
    label: str
    account: str
    micros: int


class Line(msgspec.Struct, frozen=True):
    """One line of the file; a credit is below zero."""

    journal: Journal
    number: int
    day: datetime.date
    account: Number
    aux: str
    aux_label: str
    piece: str
    label: str
    cents: int
    valid_on: datetime.date


class Books(msgspec.Struct, frozen=True):
    """How accounts are named in the file: by kind, and by account for the auxiliary."""

    numbers: Mapping[str, Number]
    aux: Mapping[str, tuple[str, str]]
    opening: Journal


def to_cents(micros: int) -> int:
    """Round to the nearest cent, half a cent up; so are all sums since the start.

    Adding whole cents moves the result by just those: what is paid out is exact.
    """
    return (micros + MICROS_A_CENT // 2) // MICROS_A_CENT


def lines_of(
    opening: Mapping[str, int],
    movements: Iterable[Movement],
    books: Books,
    first: datetime.date,
    valid_on: Mapping[datetime.date, datetime.date],
) -> list[Line]:
    """Write a year: what it begins with, then each piece as one balanced écriture.

    ``opening`` is each account's sum in micro-euros before ``first``; ``valid_on`` says
    by first day of a month when it was closed. An account stands in the file, at any
    time, at its own sum rounded to a cent; what a piece's lines are then short of goes
    to ``rounding``, with the opposite sign another day. Raises ``KeyError`` for a kind
    of account that has no number.
    """
    sums = dict(opening)
    found = _opening(sums, books, first, valid_on)
    number = 1 if found else 0
    for piece in _pieces(movements):
        cents = _moved(sums, piece)
        if not cents:
            continue
        number += 1
        head = piece[0]
        found += [
            Line(
                journal=head.journal,
                number=number,
                day=head.day,
                account=books.numbers[kind_of(account)],
                aux=books.aux.get(account, ("", ""))[0],
                aux_label=books.aux.get(account, ("", ""))[1],
                piece=head.piece,
                label=head.label,
                cents=amount,
                valid_on=valid_on[head.day.replace(day=1)],
            )
            for account, amount in cents
        ]
    return found


def _pieces(movements: Iterable[Movement]) -> list[list[Movement]]:
    ordered = sorted(
        movements, key=lambda one: (one.day, one.journal.code, one.piece, one.account)
    )
    pieces: dict[tuple[datetime.date, str, str], list[Movement]] = {}
    for one in ordered:
        key = (one.day, one.journal.code, one.piece)
        pieces.setdefault(key, []).append(one)
    return list(pieces.values())


def _moved(sums: dict[str, int], piece: Sequence[Movement]) -> list[tuple[str, int]]:
    """Move the sums; give the cents that each account's rounded sum moved by."""
    cents: dict[str, int] = {}
    for one in piece:
        before = sums.get(one.account, 0)
        sums[one.account] = before + one.micros
        if kind_of(one.account) != ROUNDING:
            by = to_cents(before + one.micros) - to_cents(before)
            cents[one.account] = cents.get(one.account, 0) + by
    short = -sum(cents.values())
    found = [(account, amount) for account, amount in cents.items() if amount]
    return [*found, (ROUNDING, short)] if short else found


def _opening(
    sums: Mapping[str, int],
    books: Books,
    first: datetime.date,
    valid_on: Mapping[datetime.date, datetime.date],
) -> list[Line]:
    """Begin the year with what stands; income and expenses go into the result."""
    stands: dict[str, int] = {}
    for account, micros in sorted(sums.items()):
        kind = kind_of(account)
        if kind == ROUNDING:
            continue
        goes_to = RESULT if books.numbers[kind].is_result else account
        stands[goes_to] = stands.get(goes_to, 0) + to_cents(micros)
    # What was rounded in the years before is in their results.
    short = -sum(stands.values())
    if short:
        stands[RESULT] = stands.get(RESULT, 0) + short
    return [
        Line(
            journal=books.opening,
            number=1,
            day=first,
            account=books.numbers[kind_of(account)],
            aux=books.aux.get(account, ("", ""))[0],
            aux_label=books.aux.get(account, ("", ""))[1],
            piece=f"AN-{first:%Y}",
            label="À-nouveaux",
            cents=amount,
            valid_on=valid_on[first.replace(day=1)],
        )
        for account, amount in stands.items()
        if amount
    ]


def write(lines: Iterable[Line]) -> bytes:
    """Write the file: a heading, then the lines; UTF-8, tabs, CRLF."""
    rows = ["\t".join(COLUMNS), *("\t".join(_columns(line)) for line in lines)]
    return ("\r\n".join(rows) + "\r\n").encode()


def file_name(siren: str, last: datetime.date) -> str:
    """Name the file as the law does: SIREN, ``FEC``, the last day of the year."""
    return f"{siren}FEC{last:%Y%m%d}.txt"


def _columns(line: Line) -> tuple[str, ...]:
    return (
        line.journal.code,
        _word(line.journal.label),
        str(line.number),
        f"{line.day:%Y%m%d}",
        line.account.number,
        _word(line.account.label),
        _word(line.aux),
        _word(line.aux_label),
        _word(line.piece),
        f"{line.day:%Y%m%d}",
        _word(line.label),
        _amount(max(line.cents, 0)),
        _amount(max(-line.cents, 0)),
        "",
        "",
        f"{line.valid_on:%Y%m%d}",
        "",
        "",
    )


def _amount(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return f"{whole},{rest:02d}"


def _word(text: str) -> str:
    """Keep a name within its column: no tab, no line break, no control character."""
    return "".join(one if one.isprintable() else " " for one in text).strip()
