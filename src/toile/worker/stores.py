"""The two profile spaces as the worker opens them, with its own tables beside."""

from collections.abc import Iterator, Set
from contextlib import contextmanager
from typing import Literal

import msgspec

from toile.ads.delivery.caps import CAPS
from toile.ads.delivery.counters import COUNTERS
from toile.ads.delivery.noticed import NOTICED
from toile.ads.delivery.shading import SHADING
from toile.edge.door.exchange import DOOR
from toile.journal import Cursor
from toile.pool.acknowledged import ACKNOWLEDGED
from toile.pool.clicked import CLICKED
from toile.pool.exposures import EXPOSURES
from toile.pool.moved import MOVED
from toile.pool.proofs import PROOF_HEADS, PROOFS, PROOFS_OF
from toile.pool.rights import FORGOTTEN
from toile.pool.visits import PROFILES
from toile.profiles import Space, Update, open_space
from toile.wire.audience import (
    AUDIENCE_TABLE,
    CLEANED_TABLE,
    FORGOTTEN_TABLE,
    MOVED_TABLE,
    SIZES_TABLE,
)
from toile.worker.outbox import OUTBOX, Recording, tell_all
from toile.worker.relay import DOOR_STATE

CURSORS = "cursors"
TERMS = "terms"
SITE_DAYS = "site_days"
CHOICE_DAYS = "choice_days"
PROOF_DAYS = "proof_days"
LINE_DAYS = "line_days"
CLICK_DAYS = "click_days"
REFUSED_DAYS = "refused_days"
SUPPLY_DAYS = "supply_days"
LINE_HOURS = "line_hours"
LINE_PLACES = "line_places"
CLICK_HOURS = "click_hours"
SHARED_DAYS = "shared_days"
SUMMED = "summed"
"""Up to where in a stream those sums are made: a rebuild makes none of them again."""

SUMMING = ("clicks", "exposures")
"""The projections that make them."""

EXCHANGE_DAYS = "exchange_days"
EXCHANGE_SUMS = "exchange_sums"
MEDIA_PARTS = "media_parts"
COUNTED = "counted"


def dirty(table: str) -> str:
    """Name the table of keys whose figures the database has not got yet."""
    return f"{table}.dirty"


POOL_TABLES = (
    PROFILES,
    FORGOTTEN,
    ACKNOWLEDGED,
    CLEANED_TABLE,
    MOVED,
    CURSORS,
    TERMS,
    CLICKED,
    EXPOSURES,
    SITE_DAYS,
    dirty(SITE_DAYS),
    CHOICE_DAYS,
    dirty(CHOICE_DAYS),
    PROOFS,
    PROOF_HEADS,
    PROOFS_OF,
    PROOF_DAYS,
    dirty(PROOF_DAYS),
    CLICK_DAYS,
    dirty(CLICK_DAYS),
    REFUSED_DAYS,
    dirty(REFUSED_DAYS),
    CLICK_HOURS,
    dirty(CLICK_HOURS),
    SHARED_DAYS,
    dirty(SHARED_DAYS),
    SUMMED,
)
ADS_TABLES = (
    AUDIENCE_TABLE,
    SIZES_TABLE,
    FORGOTTEN_TABLE,
    CLEANED_TABLE,
    MOVED_TABLE,
    OUTBOX,
    DOOR_STATE,
    DOOR,
    CAPS,
    COUNTERS,
    NOTICED,
    SHADING,
    CURSORS,
    COUNTED,
    LINE_DAYS,
    dirty(LINE_DAYS),
    SUPPLY_DAYS,
    dirty(SUPPLY_DAYS),
    LINE_HOURS,
    dirty(LINE_HOURS),
    LINE_PLACES,
    dirty(LINE_PLACES),
    EXCHANGE_DAYS,
    dirty(EXCHANGE_DAYS),
    EXCHANGE_SUMS,
    dirty(EXCHANGE_SUMS),
    MEDIA_PARTS,
    dirty(MEDIA_PARTS),
)


# What the pool's worker writes into the ads space, and none but it.
_TOLD = frozenset({AUDIENCE_TABLE, SIZES_TABLE, MOVED_TABLE})


class Stores(msgspec.Struct, frozen=True):
    """The pool's space and the ads wing's.

    ``apart``: the ads wing has a machine of its own. Then the ads space here is the
    pool's, and what changes in it is noted for the other.
    """

    pool: Space
    ads: Space
    apart: bool = False

    @contextmanager
    def update_both(self) -> Iterator[tuple[Update, Update]]:
        """Change both; the ads wing's change is on disk before the pool's.

        The pool's holds the cursor: after a crash between the two, the events are
        read again and written again with the same result.
        """
        with self.pool.update() as pool, self.ads.update() as ads:
            yield pool, Recording(ads) if self.apart else ads

    def clear(self, wing: Literal["pool", "ads", "both"] = "both") -> None:
        """Drop all that a wing's worker rebuilds from the journal; not whom to forget.

        Compaction takes that out of the journal, so that only the spaces know it. Nor
        what was told to those who asked, nor the sums that fees are booked from: of
        whom was erased none can be made again (decision 0040). What the pool has told
        the ads wing is the pool's to rebuild.
        """
        if wing != "ads":
            sums = {SHARED_DAYS, dirty(SHARED_DAYS), SUMMED}
            kept = {FORGOTTEN, ACKNOWLEDGED, CLEANED_TABLE, *sums}
            with self.pool.update() as pool:
                _mark_summed(pool)
                # A database that was put back from a backup is told them once more.
                for key, _ in list(pool.scan(SHARED_DAYS)):
                    pool.put(dirty(SHARED_DAYS), key, b"")
            _empty(self.pool, set(POOL_TABLES) - kept)
            if self.apart:
                with self.ads.update() as ads:
                    tell_all(ads)
            _empty(self.ads, _TOLD)
        if wing != "pool":
            kept = {*_TOLD, FORGOTTEN_TABLE, CLEANED_TABLE, OUTBOX, DOOR_STATE, DOOR}
            _empty(self.ads, set(ADS_TABLES) - kept)

    def close(self) -> None:
        """Let go of both."""
        self.pool.close()
        self.ads.close()


def _mark_summed(pool: Update) -> None:
    """Keep how far streams were summed; a rebuild that was cut off is behind that."""
    for name in SUMMING:
        saved = pool.get(CURSORS, name.encode())
        if saved is not None:
            known = pool.get(SUMMED, name.encode())
            before = Cursor() if known is None else Cursor.decode(known)
            pool.put(
                SUMMED, name.encode(), before.furthest(Cursor.decode(saved)).encode()
            )


def _empty(space: Space, tables: Set[str]) -> None:
    with space.update() as update:
        for table in sorted(tables):
            for key, _ in list(update.scan(table)):
                update.delete(table, key)


def open_stores(profiles: str, *, apart: bool = False) -> Stores:
    """Open (and make) both spaces for writing."""
    return Stores(
        pool=open_space(profiles, "pool", POOL_TABLES),
        ads=open_space(profiles, "ads", ADS_TABLES),
        apart=apart,
    )
