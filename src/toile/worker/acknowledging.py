"""Telling those who asked to be erased when the journal's files had forgotten them.

Each wing's worker notes when its last good cleaning began; the pool's worker reads both
notes, for the numbers that people hold are in the pool's space. Where the ads wing has
a machine of its own, its note comes through the door, and the erasure has reached it
once the door has told it.
"""

from toile.consent.decide import CLOCK_ERROR_MS
from toile.pool import acknowledged
from toile.pool.acknowledged import (
    ACKNOWLEDGED,
    CLOSED_AFTER_MS,
    KEPT_MS,
    REACHED_AT_ONCE,
    Acknowledged,
    with_done,
)
from toile.profiles import Space
from toile.wire.audience import (
    CLEANED_JOURNAL,
    CLEANED_TABLE,
    FORGOTTEN_TABLE,
    MOVED_TABLE,
)
from toile.wire.tags import Place
from toile.worker import outbox
from toile.worker.relay import CLEANED_THERE, DOOR_STATE
from toile.worker.stores import Stores


def note_cleaned(space: Space, began_ms: int) -> None:
    """Note that a wing's journal was cleaned by a run that began at a time."""
    with space.update() as update:
        update.put(CLEANED_TABLE, CLEANED_JOURNAL, str(began_ms).encode())


def acknowledge(stores: Stores, now_ms: int) -> None:
    """Note which erasures the cleanings took in; drop what is a year old."""
    began: dict[Place, int] = {
        "pool_journal": _began(stores.pool),
        "ads_journal": _ads_began(stores),
    }
    # The audience goes over before these, in one exchange or in one before.
    waits = stores.apart and outbox.owes(stores.ads, FORGOTTEN_TABLE, MOVED_TABLE)
    with stores.pool.update() as pool:
        for number, record in list(pool.scan(ACKNOWLEDGED)):
            held = acknowledged.decode(record)
            if now_ms - held.asked_ms > KEPT_MS:
                pool.delete(ACKNOWLEDGED, number)
                continue
            known = held if waits else with_done(held, REACHED_AT_ONCE, now_ms)
            after = _after(known, began, now_ms)
            if after != held:
                pool.put(ACKNOWLEDGED, number, acknowledged.encode(after))


def _after(held: Acknowledged, began: dict[Place, int], now_ms: int) -> Acknowledged:
    done = [p for p, at in began.items() if acknowledged.cleaned(held, p, at)]
    return with_done(held, done, now_ms)


def _ads_began(stores: Stores) -> int:
    """Tell when a cleaning began of all that is held of the ads stream, wherever."""
    here = _began(stores.ads)
    if not stores.apart:
        return here
    there = int(stores.ads.get(DOOR_STATE, CLEANED_THERE) or b"0")
    # What came home last lies in a segment that is closed later; clocks differ.
    return min(here - CLOSED_AFTER_MS, there - CLOCK_ERROR_MS)


def _began(space: Space) -> int:
    return int(space.get(CLEANED_TABLE, CLEANED_JOURNAL) or b"0")
