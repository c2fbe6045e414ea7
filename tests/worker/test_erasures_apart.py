"""With two machines, an erasure is told done there when it is done there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from toile.pool import acknowledged
from toile.pool.acknowledged import (
    ACKNOWLEDGED,
    CLOSED_AFTER_MS,
    REACHED_AT_ONCE,
    REACHED_HERE,
    Acknowledged,
    with_done,
)
from toile.wire.audience import FORGOTTEN_TABLE
from toile.worker import outbox
from toile.worker.acknowledging import acknowledge, note_cleaned
from toile.worker.relay import CLEANED_THERE, DOOR_STATE
from toile.worker.stores import Stores, open_stores

NUMBER = b"7K2M9QX4T0ABCDEF"
ASKED_MS = 1_700_000_000_000
HOUR_MS = 3_600_000
AID = b"one aid of sixtn"


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    """The pool's machine, which has erased somebody and told nobody yet."""
    made = open_stores(f"lmdb:{tmp_path}/profiles", apart=True)
    held = with_done(Acknowledged(ASKED_MS), REACHED_HERE, ASKED_MS)
    with made.update_both() as (pool, ads):
        ads.put(FORGOTTEN_TABLE, AID, str(ASKED_MS).encode())
        pool.put(ACKNOWLEDGED, NUMBER, acknowledged.encode(held))
    yield made
    made.close()


def reached(stores: Stores, now_ms: int) -> set[str]:
    acknowledge(stores, now_ms)
    record = stores.pool.get(ACKNOWLEDGED, NUMBER)
    assert record is not None
    return set(acknowledged.decode(record).done_ms)


def tell(stores: Stores) -> None:
    """The door has taken in what waited."""
    changes = outbox.waiting(stores.ads, 10)
    with stores.ads.update() as ads:
        outbox.told(ads, changes)


def clean_there(stores: Stores, began_ms: int) -> None:
    with stores.ads.update() as ads:
        ads.put(DOOR_STATE, CLEANED_THERE, str(began_ms).encode())


def test_the_ads_wing_is_reached_once_the_door_has_told_it(stores: Stores) -> None:
    assert reached(stores, ASKED_MS + HOUR_MS) == set(REACHED_HERE)
    tell(stores)
    assert reached(stores, ASKED_MS + HOUR_MS) == set(REACHED_AT_ONCE)


def test_its_journal_is_clean_once_both_copies_are(stores: Stores) -> None:
    tell(stores)
    told_ms = ASKED_MS + HOUR_MS
    late = told_ms + CLOSED_AFTER_MS + HOUR_MS
    assert "ads_journal" not in reached(stores, told_ms)
    note_cleaned(stores.ads, late)
    assert "ads_journal" not in reached(stores, late)
    # A cleaning of before it was told forgot nobody.
    clean_there(stores, told_ms - 1)
    assert "ads_journal" not in reached(stores, late)
    clean_there(stores, late)
    assert "ads_journal" in reached(stores, late)


def test_the_copy_at_home_counts_too(stores: Stores) -> None:
    tell(stores)
    assert reached(stores, ASKED_MS + HOUR_MS)
    late = ASKED_MS + 9 * HOUR_MS
    clean_there(stores, late)
    note_cleaned(stores.ads, ASKED_MS + HOUR_MS)
    assert "ads_journal" not in reached(stores, late)
    note_cleaned(stores.ads, late)
    assert "ads_journal" in reached(stores, late)
