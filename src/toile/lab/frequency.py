"""Frequency: how many ids saw a campaign once, twice, more; no class is a small one."""

from collections.abc import Iterable, Mapping

import msgspec

from toile.lab.crowds import SMALLEST_SHOWN, shown

_STARTS = (1, 2, 3, 4, 6, 11, 21)


class Class(msgspec.Struct, frozen=True):
    """So many impressions, both ends included, and how many ids saw so many.

    ``most`` is ``None`` for the last class, which has no end.
    """

    least: int
    most: int | None
    ids: int


def distribution(
    times: Mapping[int, int], least: int = SMALLEST_SHOWN
) -> tuple[Class, ...] | None:
    """Sort ids by how often they saw a campaign; ``None`` for fewer than ``least``.

    ``times`` tells how many ids saw so many impressions; ``least`` is the smallest cell
    of the rules in force, never under 50. A smaller class is not hidden, which its
    neighbours and the total would undo, but joined with the one before it, from the
    rarest on; each class is then rounded.
    """
    classes = [(start, _between(times, start, end)) for start, end in _bounds()]
    joined = _joined(classes, max(least, SMALLEST_SHOWN))
    if not joined:
        return None
    ends = [start - 1 for start, _ in joined[1:]]
    return tuple(
        Class(start, end, shown(ids, least) or 0)
        for (start, ids), end in zip(joined, [*ends, None], strict=True)
    )


def mean(times: Mapping[int, int], told: int) -> float:
    """Tell how many impressions an id that saw any saw on average, to a tenth.

    ``told`` is how many ids that is said to be, rounded: impressions are told exactly,
    and with them a mean of the exact count would tell that count.
    """
    return round(sum(n * ids for n, ids in times.items()) / told, 1) if told else 0.0


def _bounds() -> Iterable[tuple[int, int | None]]:
    return zip(_STARTS, [*(start - 1 for start in _STARTS[1:]), None], strict=True)


def _between(times: Mapping[int, int], least: int, most: int | None) -> int:
    return sum(
        ids for n, ids in times.items() if n >= least and (most is None or n <= most)
    )


def _joined(classes: list[tuple[int, int]], least: int) -> list[tuple[int, int]]:
    """Join each class that is too small with the one before it, from the last on."""
    joined: list[tuple[int, int]] = []
    carried = 0
    for start, ids in reversed(classes):
        carried += ids
        if carried >= least:
            joined.insert(0, (start, carried))
            carried = 0
    if not joined:
        return []
    # What is left over at the low end goes into the first class that was large enough.
    return [(1, joined[0][1] + carried), *joined[1:]]
