"""A count and a mark of many things in any order: equal marks, equal things."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_MARK_BITS = (1 << 64) - 1


class Cell(NamedTuple):
    """A day of Paris (ISO date) and a campaign's id."""

    day: str
    campaign: str


class Tally:
    """How many things, and the sum of the hashes of their ids.

    A thing that is missing, doubled or another one changes the mark, but for one chance
    in 2^64.
    """

    __slots__ = ("count", "mark")

    def __init__(self, ids: Iterable[str] = ()) -> None:
        self.count = 0
        self.mark = 0
        for each in ids:
            self.add(each)

    def add(self, id_: str) -> None:
        """Count one more."""
        digest = hashlib.blake2b(id_.encode(), digest_size=8).digest()
        self.count += 1
        self.mark = (self.mark + int.from_bytes(digest, "big")) & _MARK_BITS

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tally) and (self.count, self.mark) == (
            other.count,
            other.mark,
        )

    __hash__ = None  # type: ignore[assignment]


def differing(one: Mapping[Cell, Tally], other: Mapping[Cell, Tally]) -> list[Cell]:
    """Name the cells that two books do not agree about, in order of their days."""
    nothing = Tally()
    return sorted(
        cell
        for cell in one.keys() | other.keys()
        if one.get(cell, nothing) != other.get(cell, nothing)
    )
