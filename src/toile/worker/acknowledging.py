"""Telling those who asked to be erased when the journal's files had forgotten them.

Each wing's worker notes when its last good cleaning began; the pool's worker reads both
notes, for the numbers that people hold are in the pool's space.
"""

from toile.pool import acknowledged
from toile.pool.acknowledged import (
    ACKNOWLEDGED,
    CLEANED,
    JOURNAL,
    KEPT_MS,
    Acknowledged,
    with_done,
)
from toile.profiles import Space
from toile.wire.tags import Place
from toile.worker.stores import Stores


def note_cleaned(space: Space, began_ms: int) -> None:
    """Note that a wing's journal was cleaned by a run that began at a time."""
    with space.update() as update:
        update.put(CLEANED, JOURNAL, str(began_ms).encode())


def acknowledge(stores: Stores, now_ms: int) -> None:
    """Note which erasures the cleanings took in; drop what is a year old."""
    began: dict[Place, int] = {
        "pool_journal": _began(stores.pool),
        "ads_journal": _began(stores.ads),
    }
    with stores.pool.update() as pool:
        for number, record in list(pool.scan(ACKNOWLEDGED)):
            held = acknowledged.decode(record)
            if now_ms - held.asked_ms > KEPT_MS:
                pool.delete(ACKNOWLEDGED, number)
                continue
            after = _after(held, began, now_ms)
            if after != held:
                pool.put(ACKNOWLEDGED, number, acknowledged.encode(after))


def _after(held: Acknowledged, began: dict[Place, int], now_ms: int) -> Acknowledged:
    done = [p for p, at in began.items() if acknowledged.cleaned(held, p, at)]
    return with_done(held, done, now_ms)


def _began(space: Space) -> int:
    return int(space.get(CLEANED, JOURNAL) or b"0")
