"""Whose a billed click or a targeted impression is, summed by day, line and cinema.

What a rate is laid over afterwards (``ledger.attributed``): by every sharing rule, in
the window agreed and in shorter ones. No id, and no set of cinemas, stays of it.
"""

from collections.abc import Mapping
from typing import Literal

from toile.journal import Cursor, Entry
from toile.ledger.attributed import RULES, parts_of, within
from toile.ledger.sharing import Visited
from toile.profiles import Update
from toile.wire.clock import paris_date, utc_day
from toile.wire.ids import Ulid
from toile.worker import days
from toile.worker.stores import SHARED_DAYS, SUMMED

Kind = Literal["clicks", "shown"]
KINDS: tuple[Kind, ...] = ("clicks", "shown")

AGREED = 0
SHORTER_WINDOWS = (30, 7)
"""Beside the window agreed: a longer one is not known, its visits are dropped."""

WINDOWS = (AGREED, *SHORTER_WINDOWS)


def column(kind: Kind, rule: str, window: int) -> str:
    """Name the column of a row."""
    return f"{kind}_{rule}_{window}"


_COLUMNS = {
    (kind, window): tuple(column(kind, rule, window) for rule in RULES)
    for kind in KINDS
    for window in WINDOWS
}


class Shared:
    """The sums of one batch: a row of the space is touched once, not once a click.

    What was summed before a rebuild is not summed again: read in another order, and
    without whom was erased, it would be somebody else's.
    """

    def __init__(self, pool: Update, projection: str) -> None:
        known = pool.get(SUMMED, projection.encode())
        self._before = Cursor() if known is None else Cursor.decode(known)
        self._rows: dict[tuple[str, str, str], dict[str, int]] = {}

    def wants(self, entry: Entry) -> bool:
        """Tell whether an event is still to be summed."""
        return not self._before.is_past(entry.writer, entry.segment, entry.offset)

    def take(
        self, kind: Kind, line: str, at_ms: int, cinemas: Mapping[Ulid, Visited]
    ) -> None:
        """Count one more click or impression of these cinemas."""
        if not cinemas:
            return
        day = paris_date(at_ms).isoformat()
        whole = parts_of(cinemas)
        self._add(line, day, whole, _COLUMNS[kind, AGREED])
        today = utc_day(at_ms)
        for window in SHORTER_WINDOWS:
            near = within(cinemas, today, window)
            parts = whole if len(near) == len(cinemas) else parts_of(near)
            self._add(line, day, parts, _COLUMNS[kind, window])

    def _add(
        self,
        line: str,
        day: str,
        parts: Mapping[Ulid, tuple[int, ...]],
        columns: tuple[str, ...],
    ) -> None:
        for cinema, own in parts.items():
            row = self._rows.setdefault((line, cinema, day), {})
            for name, part in zip(columns, own, strict=True):
                if part:
                    row[name] = row.get(name, 0) + part

    def write(self, pool: Update) -> None:
        """Add the sums to the space."""
        for (line, cinema, day), row in self._rows.items():
            days.add(pool, SHARED_DAYS, days.key_of(line, cinema, day), **row)
