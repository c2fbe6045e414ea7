"""Checking a file of accounting entries (FEC) against the law's format. Pure.

LPF art. A. 47 A-1, VII and VIII. It reads bytes as an inspector's program would and
knows nothing of who wrote them; it says nothing about whether the accounts are right.
"""

import datetime
import re
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from toile.ledger.fec import COLUMNS

_NAME = re.compile(r"\d{9}FEC(\d{8})(\.txt)?", re.ASCII | re.IGNORECASE)
_AMOUNT = re.compile(r"-?\d{1,15},\d{2}", re.ASCII)
_ACCOUNT = re.compile(r"[1-9][0-9]{2}[0-9A-Za-z]*")
_AT = {name: place for place, name in enumerate(COLUMNS)}
_NEEDED = (
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "ValidDate",
)
_DATES = ("EcritureDate", "PieceDate", "ValidDate", "DateLet")
_PAIRS = (
    ("CompAuxNum", "CompAuxLib"),
    ("EcritureLet", "DateLet"),
    ("Montantdevise", "Idevise"),
)


class FecRefusal(StrEnum):
    """What is wrong with a file; the sources are of LPF art. A. 47 A-1."""

    NAME = "name"
    """Not SIREN, ``FEC`` and the closing day (VIII-5°)."""
    ENCODING = "encoding"
    """Not UTF-8 without a mark, which is what we write (VIII-1° allows others)."""
    COLUMNS = "columns"
    """The heading is not the 18 columns in their order (VII)."""
    WIDTH = "width"
    """A line with more or fewer fields, or another separator (VIII-2°)."""
    EMPTY = "empty"
    """A field that must be filled is not (VII)."""
    DATE = "date"
    """No date as YYYYMMDD (VIII-3°)."""
    AFTER_CLOSING = "after_closing"
    """An entry dated after the day in the file's name (VIII-5°)."""
    AMOUNT = "amount"
    """No amount with a comma and two decimals (VIII-4°)."""
    TWO_SIDES = "two_sides"
    """Debit and credit on one line, or neither (VII-12° and 13°)."""
    ACCOUNT = "account"
    """An account that does not begin with three digits of the chart (VII-5°)."""
    PAIR = "pair"
    """Of two fields that go together one is filled alone (VII-7°, 14°, 17°)."""
    UNBALANCED = "unbalanced"
    """The lines of an écriture do not sum to zero."""
    GAP = "gap"
    """Numbers of écritures that are not one sequence without gaps (VII-3°)."""
    SPLIT = "split"
    """The lines of an écriture differ in journal or day, or lie apart."""


class Fault(msgspec.Struct, frozen=True):
    """What is wrong where; line 1 is the heading, 0 the file itself."""

    line: int
    refusal: FecRefusal
    found: str = ""


def faults_of(file: bytes, name: str) -> list[Fault]:
    """Find all faults of a file; an empty list means that its format is right."""
    found = []
    named = _NAME.fullmatch(name)
    closing = _date(named[1]) if named else None
    if closing is None:
        found.append(Fault(0, FecRefusal.NAME, name))
    try:
        text = file.decode("utf-8")
    except UnicodeDecodeError as error:
        return [*found, Fault(0, FecRefusal.ENCODING, str(error))]
    if text.startswith("\ufeff"):
        found.append(Fault(0, FecRefusal.ENCODING, "BOM"))
    rows = text.removeprefix("\ufeff").split("\n")
    if rows[-1] == "":
        del rows[-1]
    heading = rows[0].rstrip("\r") if rows else ""
    separator = "|" if "|" in heading else "\t"
    if tuple(heading.split(separator)) != COLUMNS:
        return [*found, Fault(1, FecRefusal.COLUMNS, heading[:200])]
    whole = []
    for at, row in enumerate(rows[1:], start=2):
        fields = row.rstrip("\r").split(separator)
        if len(fields) != len(COLUMNS):
            found.append(Fault(at, FecRefusal.WIDTH, str(len(fields))))
            continue
        found += _faults_of_line(at, fields, closing)
        whole.append((at, fields))
    return found + _faults_of_numbers(whole)


def _faults_of_line(
    at: int, fields: Sequence[str], closing: datetime.date | None
) -> list[Fault]:
    told = dict(zip(COLUMNS, fields, strict=True))
    found = [
        Fault(at, FecRefusal.EMPTY, name) for name in _NEEDED if not told[name].strip()
    ]
    found += [
        Fault(at, FecRefusal.DATE, f"{name} {told[name]}")
        for name in _DATES
        if told[name] and _date(told[name]) is None
    ]
    day = _date(told["EcritureDate"])
    if day and closing and day > closing:
        found.append(Fault(at, FecRefusal.AFTER_CLOSING, told["EcritureDate"]))
    if told["CompteNum"] and not _ACCOUNT.fullmatch(told["CompteNum"]):
        found.append(Fault(at, FecRefusal.ACCOUNT, told["CompteNum"]))
    found += [
        Fault(at, FecRefusal.PAIR, f"{one} {other}")
        for one, other in _PAIRS
        if bool(told[one]) != bool(told[other])
    ]
    sides = [told["Debit"], told["Credit"]]
    wrong = [side for side in sides if side and not _AMOUNT.fullmatch(side)]
    if wrong:
        found.append(Fault(at, FecRefusal.AMOUNT, " ".join(wrong)))
    elif all(sides) and sum(_cents(side) != 0 for side in sides) != 1:
        found.append(Fault(at, FecRefusal.TWO_SIDES, " ".join(sides)))
    return found


def _faults_of_numbers(rows: Sequence[tuple[int, Sequence[str]]]) -> list[Fault]:
    found, expected = [], 0
    sums: dict[str, int] = {}
    heads: dict[str, tuple[str, ...]] = {}
    last = ""
    for at, fields in rows:
        number = fields[_AT["EcritureNum"]]
        head = tuple(fields[_AT[name]] for name in ("JournalCode", "EcritureDate"))
        if number not in heads:
            expected += 1
            heads[number] = head
            if number != str(expected):
                found.append(Fault(at, FecRefusal.GAP, number))
        elif number != last or heads[number] != head:
            found.append(Fault(at, FecRefusal.SPLIT, number))
        last = number
        sides = [fields[_AT[name]] for name in ("Debit", "Credit")]
        if all(_AMOUNT.fullmatch(side) for side in sides):
            by = _cents(sides[0]) - _cents(sides[1])
            sums[number] = sums.get(number, 0) + by
    found += [
        Fault(0, FecRefusal.UNBALANCED, f"{number} {total}")
        for number, total in sums.items()
        if total
    ]
    return found


def _cents(amount: str) -> int:
    return int(amount.replace(",", ""))


def _date(text: str) -> datetime.date | None:
    if len(text) != 8 or not text.isdigit():
        return None
    try:
        return (
            datetime.datetime.strptime(text, "%Y%m%d")
            .replace(tzinfo=datetime.UTC)
            .date()
        )
    except ValueError:
        return None
