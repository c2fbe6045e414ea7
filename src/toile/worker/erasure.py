"""Erasure reaches the journal's files within a day of being asked.

Closed segments are rewritten with anonymous events of the same place and time, so that
counts and cursors stay as they are.
"""

from toile.ads import rights as ads_rights
from toile.journal import CompactReport, compact
from toile.pool import rights as pool_rights
from toile.pool.rights import FORGOTTEN, Forgotten
from toile.profiles import Space
from toile.wire.audience import FORGOTTEN_TABLE
from toile.wire.events import AnyEvent
from toile.wire.ids import Aid, Sid


def compact_pool(journal: str, pool: Space) -> CompactReport:
    """Take the forgotten out of the pool's stream."""

    def forgotten(sid: Sid) -> Forgotten | None:
        record = pool.get(FORGOTTEN, sid)
        return None if record is None else pool_rights.decode(record)

    def rewrite(event: AnyEvent) -> AnyEvent:
        return pool_rights.without_person(event, forgotten)

    return compact(journal, "pool", rewrite)


def compact_ads(journal: str, ads: Space) -> CompactReport:
    """Take the forgotten out of the ads stream."""

    def forgotten_ms(aid: Aid) -> int | None:
        until = ads.get(FORGOTTEN_TABLE, aid)
        return None if until is None else int(until)

    def rewrite(event: AnyEvent) -> AnyEvent:
        return ads_rights.without_person(event, forgotten_ms)

    return compact(journal, "ads", rewrite)
