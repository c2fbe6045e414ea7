"""One record of the dataset: its shape, and what it says once the dirt is off.

The shape is strict where it carries the meaning (when, where, what) and lets pass what
only decorates. A record that will not do becomes a ``Fault``; the others are not lost.
"""

import datetime
import re
from urllib.parse import urlsplit

import msgspec

from toile.wire.clock import PARIS

SELECT = "_id,filmtitle,filmdirector,showstart,filmversion,showurl,cineid"
"""The fields that are asked for, by their names in the dataset."""

LONGEST_NAME = 300
_LONGEST_URL = 500
_LONGEST_ID = 80
# cineid = the CNC's region (1 digit) and its N° auto (6 digits); SPECS, SOURCES.md.
_CINEID = re.compile(r"\d{7}")
_FURTHEST = datetime.timedelta(days=400)
_VERSIONS = (
    ("VOST", re.compile(r"\bVOS?T\w*|\bVO\s?ST\w*", re.IGNORECASE)),
    ("VFST", re.compile(r"\bVFS?T\w*|\bVF\s?ST\w*", re.IGNORECASE)),
    ("VO", re.compile(r"\bV\.?O\b|version originale", re.IGNORECASE)),
    ("VF", re.compile(r"\bV\.?O?F\b|version fran[cç]aise", re.IGNORECASE)),
)


class Record(msgspec.Struct, frozen=True, rename={"id": "_id"}):
    """A record as it is sent; what is not named here is not looked at."""

    id: str
    filmtitle: str
    showstart: str
    cineid: str | int
    filmdirector: str | None = None
    filmversion: str | None = None
    showurl: str | None = None


class Showing(msgspec.Struct, frozen=True):
    """A screening that is understood; ``cnc_number`` is the cinema's N° auto."""

    id: str
    title: str
    director: str
    starts_at: datetime.datetime
    version: str
    booking_url: str
    cnc_number: str


class Fault(msgspec.Struct, frozen=True):
    """A record that will not do, and why."""

    record: str
    cause: str


_DECODER = msgspec.json.Decoder(Record)


def understand(raw: bytes | msgspec.Raw, now: datetime.datetime) -> Showing | Fault:
    """Read one record."""
    try:
        record = _DECODER.decode(raw)
        return _showing(record, now)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
        return Fault(_named(bytes(raw)), str(error))


def cnc_number(number: str) -> str:
    """Write a cinema's number as the CNC's N° auto: no region before it, no zeros."""
    digits = number.strip()
    return (digits[1:] if len(digits) == 7 else digits).lstrip("0")


def _showing(record: Record, now: datetime.datetime) -> Showing:
    title = " ".join(record.filmtitle.split())[:LONGEST_NAME]
    if not any(letter.isalnum() for letter in title):
        raise ValueError("the film has no title")
    cineid = str(record.cineid).strip()
    if _CINEID.fullmatch(cineid) is None:
        raise ValueError(f"cineid {cineid[:20]!r} is not of seven digits")
    return Showing(
        id=record.id[:_LONGEST_ID],
        title=title,
        director=" ".join((record.filmdirector or "").split())[:LONGEST_NAME],
        starts_at=_moment(record.showstart, now),
        version=_version(record.filmversion or ""),
        booking_url=_address(record.showurl or ""),
        cnc_number=cnc_number(cineid),
    )


def _moment(text: str, now: datetime.datetime) -> datetime.datetime:
    try:
        moment = datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"showstart {text[:40]!r} is no time") from None
    # Some exports have lost the zone: cinemas' clocks are those of Paris.
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=PARIS)
    moment = moment.astimezone(datetime.UTC)
    if abs(moment - now) > _FURTHEST:
        raise ValueError(f"showstart {text[:40]!r} is more than a year away")
    return moment


def _version(text: str) -> str:
    for version, pattern in _VERSIONS:
        if pattern.search(text):
            return version
    return ""


def _address(text: str) -> str:
    address = text.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    good = parts.scheme in ("http", "https") and bool(parts.hostname)
    return address if good and len(address) <= _LONGEST_URL else ""


def _named(raw: bytes) -> str:
    try:
        record = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        record = None
    if isinstance(record, dict) and isinstance(record.get("_id"), str):
        return str(record["_id"])[:_LONGEST_ID]
    return raw[:120].decode("utf-8", "replace")
