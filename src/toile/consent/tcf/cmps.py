"""The list of consent tools (CMPs): which were deleted, and since when (SPECS §2.3).

A string that a tool wrote after its deletion is no yes. One of a tool that is not on
the list is judged as any other: the list at hand may be a week old.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import msgspec

HIGHEST_CMP = 0xFFF
"""CmpIds have 12 bits."""

CmpId = Annotated[int, msgspec.Meta(ge=0, le=HIGHEST_CMP)]

# CmpId is bits 78 to 89 of a string: its 14th and 15th characters.
_PLACE = 13
_DIGITS = {
    digit: value
    for value, digit in enumerate(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )
}


class Cmp(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """A tool on the list. Fields as in cmp-list.json."""

    id: CmpId
    name: str
    deleted_date: datetime | None = None


class CmpList(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """The list of a day."""

    last_updated: datetime
    cmps: Mapping[CmpId, Cmp]

    @property
    def deleted_ms(self) -> dict[int, int]:
        """Tell since when each deleted tool is, by its id; milliseconds, UTC."""
        return {
            number: _milliseconds(each.deleted_date)
            for number, each in self.cmps.items()
            if each.deleted_date is not None
        }


class CmpListRefusal(StrEnum):
    """Why a fetched list of tools does not replace the last good one."""

    UNREADABLE = "unreadable"
    """Not the JSON of a list of CMPs (TCF-S, cmp-list.json)."""

    NO_TOOLS = "no_tools"
    """An empty list, or one whose tools stand under other ids than their own."""

    OLDER = "older"
    """Of an earlier date than the one at hand; the newest list never goes back."""


_decoder = msgspec.json.Decoder(CmpList)


def read_cmps(raw: bytes, last_updated: datetime | None) -> CmpList | CmpListRefusal:
    """Read a fetched cmp-list.json; ``last_updated`` is the one's at hand.

    Raises nothing.
    """
    try:
        fetched = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return CmpListRefusal.UNREADABLE
    if not fetched.cmps or any(
        number != each.id for number, each in fetched.cmps.items()
    ):
        return CmpListRefusal.NO_TOOLS
    if last_updated is not None and _aware(fetched.last_updated) < last_updated:
        return CmpListRefusal.OLDER
    return fetched


def cmp_of(tc: str) -> int:
    """Read the CmpId of a string that was found valid."""
    return _DIGITS[tc[_PLACE]] << 6 | _DIGITS[tc[_PLACE + 1]]


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _milliseconds(moment: datetime) -> int:
    return round(_aware(moment).timestamp() * 1000)
