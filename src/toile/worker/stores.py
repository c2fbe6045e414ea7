"""The two profile spaces as the worker opens them, with its own tables beside."""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from toile.ads.delivery.caps import CAPS
from toile.ads.delivery.counters import COUNTERS
from toile.ads.delivery.noticed import NOTICED
from toile.ads.delivery.shading import SHADING
from toile.pool.acknowledged import ACKNOWLEDGED, CLEANED
from toile.pool.clicked import CLICKED
from toile.pool.exposures import EXPOSURES
from toile.pool.rights import FORGOTTEN
from toile.pool.visits import PROFILES
from toile.profiles import Space, Update, open_space
from toile.wire.audience import AUDIENCE_TABLE, FORGOTTEN_TABLE, SIZES_TABLE

CURSORS = "cursors"
TERMS = "terms"
SITE_DAYS = "site_days"
CHOICE_DAYS = "choice_days"
LINE_DAYS = "line_days"
CLICK_DAYS = "click_days"
REFUSED_DAYS = "refused_days"
SUPPLY_DAYS = "supply_days"
LINE_HOURS = "line_hours"
LINE_PLACES = "line_places"
CLICK_HOURS = "click_hours"
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
    CLEANED,
    CURSORS,
    TERMS,
    CLICKED,
    EXPOSURES,
    SITE_DAYS,
    dirty(SITE_DAYS),
    CHOICE_DAYS,
    dirty(CHOICE_DAYS),
    CLICK_DAYS,
    dirty(CLICK_DAYS),
    REFUSED_DAYS,
    dirty(REFUSED_DAYS),
    CLICK_HOURS,
    dirty(CLICK_HOURS),
)
ADS_TABLES = (
    AUDIENCE_TABLE,
    SIZES_TABLE,
    FORGOTTEN_TABLE,
    CLEANED,
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


class Stores(msgspec.Struct, frozen=True):
    """The pool's space and the ads wing's."""

    pool: Space
    ads: Space

    @contextmanager
    def update_both(self) -> Iterator[tuple[Update, Update]]:
        """Change both; the ads wing's change is on disk before the pool's.

        The pool's holds the cursor: after a crash between the two, the events are
        read again and written again with the same result.
        """
        with self.pool.update() as pool, self.ads.update() as ads:
            yield pool, ads

    def clear(self) -> None:
        """Drop everything, to be rebuilt from the journal; but not whom to forget.

        Compaction takes that out of the journal, so that only the spaces know it. Nor
        what was told to those who asked.
        """
        _empty(self.pool, POOL_TABLES, (FORGOTTEN, ACKNOWLEDGED, CLEANED))
        _empty(self.ads, ADS_TABLES, (FORGOTTEN_TABLE, CLEANED))

    def close(self) -> None:
        """Let go of both."""
        self.pool.close()
        self.ads.close()


def _empty(space: Space, tables: tuple[str, ...], kept: tuple[str, ...]) -> None:
    with space.update() as update:
        for table in tables:
            for key, _ in () if table in kept else list(update.scan(table)):
                update.delete(table, key)


def open_stores(profiles: str) -> Stores:
    """Open (and make) both spaces for writing."""
    return Stores(
        pool=open_space(profiles, "pool", POOL_TABLES),
        ads=open_space(profiles, "ads", ADS_TABLES),
    )
