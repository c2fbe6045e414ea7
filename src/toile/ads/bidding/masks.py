"""Masks: sets of lines as integers, bit ``i`` for the ``i``-th line of a plan."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from toile.wire.plan import Line
from toile.wire.targeting import Criterion

Values = Callable[[Line], Iterable[str]]
"""What a line names of a criterion; nothing: it asks nothing of it."""


class ByValue(msgspec.Struct, frozen=True, gc=False):
    """The lines that a criterion lets through, by value.

    ``other`` ask nothing: they pass for any value that no line names. ``unknown`` pass
    where the value is not known: these and the lenient.
    """

    masks: dict[str, int]
    other: int
    unknown: int

    def of(self, value: str | None) -> int:
        """Give the mask for a value; ``None`` is unknown."""
        return self.unknown if value is None else self.masks.get(value, self.other)

    def of_any(self, values: Sequence[str]) -> int:
        """Give the mask for several values of which one suffices; none is unknown."""
        if not values:
            return self.unknown
        found = self.other
        masks = self.masks
        for value in values:
            if value in masks:
                found |= masks[value]
        return found


def mask(flags: Iterable[bool]) -> int:
    """Make a mask of one flag a line."""
    made = 0
    for at, flag in enumerate(flags):
        if flag:
            made |= 1 << at
    return made


def mask_by(lines: Sequence[Line], values: Values) -> dict[str, int]:
    """Make for each value that is named the mask of the lines that name it."""
    masks: dict[str, int] = {}
    for at, line in enumerate(lines):
        for value in values(line):
            masks[value] = masks.get(value, 0) | 1 << at
    return masks


def by_value(lines: Sequence[Line], criterion: Criterion, values: Values) -> ByValue:
    """Make the masks of a criterion that lists values of which one suffices."""
    asks_nothing = mask(not tuple(values(line)) for line in lines)
    return ByValue(
        masks={
            value: found | asks_nothing
            for value, found in mask_by(lines, values).items()
        },
        other=asks_nothing,
        unknown=asks_nothing | lenient(lines, criterion),
    )


def lenient(lines: Sequence[Line], criterion: Criterion) -> int:
    """Make the mask of the lines that an unknown value of a criterion does not fail."""
    return mask(not line.targeting.is_strict(criterion) for line in lines)
