"""Erasure reaches the journal's files within a day of being asked; so does age.

Closed segments are rewritten with anonymous events of the same place and time, so that
counts and cursors stay as they are; what is older than thirteen months becomes
anonymous in the same way, and bytes that are no event are overwritten after a month.
Whom to forget is itself forgotten once no yes from before could be shown any more.
"""

import hashlib

from toile.ads import rights as ads_rights
from toile.consent import expires_ms
from toile.journal import Asked, CompactReport, compact
from toile.pool import rights as pool_rights
from toile.pool.identity import Identity
from toile.pool.rights import FORGOTTEN, Forgotten
from toile.profiles import Space
from toile.wire.audience import FORGOTTEN_TABLE
from toile.wire.clock import MS_A_DAY, now_ms
from toile.wire.events import AnyEvent, PoolEvent, Rekeyed
from toile.wire.ids import Aid, Sid

# SPECS §3.1: raw events at most 13 months; thirteen months have 393 days or more.
EVENTS_NAMED_MS = 390 * MS_A_DAY
# Bytes that are no event cannot be made anonymous: a month to look at them must do.
DEAD_LETTERS_KEPT_MS = 30 * MS_A_DAY
# To be changed with what is taken out of an event: all is read once more.
_RULES = b"3"


def compact_pool(
    journal: str,
    pool: Space,
    at_ms: int | None = None,
    identity: Identity | None = None,
) -> CompactReport:
    """Take the forgotten and the old out of the pool's stream, by default as of now.

    With the identity also the ids of versions of the union's keys that are destroyed:
    they lead nowhere, and nobody needs them any more (decision 0030).
    """
    at_ms = now_ms() if at_ms is None else at_ms
    oldest_ms = at_ms - EVENTS_NAMED_MS

    def forgotten(sid: Sid) -> Forgotten | None:
        record = pool.get(FORGOTTEN, sid)
        return None if record is None else pool_rights.decode(record)

    def rewrite(event: AnyEvent) -> AnyEvent:
        if event.at_ms < oldest_ms or _is_shredded(event, identity):
            return pool_rights.anonymous(event)
        return pool_rights.without_person(event, forgotten)

    shredded = () if identity is None else sorted(identity.destroyed)
    asked = _asked(_mark(pool, FORGOTTEN, repr(shredded)), at_ms)
    return compact(journal, "pool", rewrite, asked)


def compact_ads(journal: str, ads: Space, at_ms: int | None = None) -> CompactReport:
    """Take the forgotten and the old out of the ads stream, by default as of now."""
    at_ms = now_ms() if at_ms is None else at_ms
    oldest_ms = at_ms - EVENTS_NAMED_MS

    def forgotten_ms(aid: Aid) -> int | None:
        until = ads.get(FORGOTTEN_TABLE, aid)
        return None if until is None else int(until)

    def rewrite(event: AnyEvent) -> AnyEvent:
        if event.at_ms < oldest_ms:
            return ads_rights.anonymous(event)
        return ads_rights.without_person(event, forgotten_ms)

    asked = _asked(_mark(ads, FORGOTTEN_TABLE), at_ms)
    return compact(journal, "ads", rewrite, asked)


def _asked(mark: str, at_ms: int) -> Asked:
    return Asked(mark, at_ms - EVENTS_NAMED_MS, at_ms - DEAD_LETTERS_KEPT_MS)


def _is_shredded(event: AnyEvent, identity: Identity | None) -> bool:
    """Tell whether the keys are destroyed that made an event's (earlier) id."""
    if identity is None or not isinstance(event, PoolEvent):
        return False
    sid = event.previous if isinstance(event, Rekeyed) else event.sid
    return sid is not None and identity.version_of(sid) in identity.destroyed


def _mark(space: Space, table: str, more: str = "") -> str:
    """Tell by a hash whom to forget; an erasure read during the run makes another."""
    told = hashlib.blake2b(_RULES + more.encode(), digest_size=16)
    for key, value in space.scan(table):
        told.update(key + len(value).to_bytes(4, "big") + value)
    return told.hexdigest()


def forget_old_pool_erasures(pool: Space, now_ms: int) -> None:
    """Drop ids whose every erasure and withdrawal is older than any yes that holds."""
    with pool.update() as update:
        for key, record in list(update.scan(FORGOTTEN)):
            what = pool_rights.decode(record)
            latest = max(what.everything_ms, *what.by_site_ms.values(), -1)
            if expires_ms(latest) <= now_ms:
                update.delete(FORGOTTEN, key)


def forget_old_ads_erasures(ads: Space, now_ms: int) -> None:
    """Drop ids whose erasure is older than any yes that holds."""
    with ads.update() as update:
        for key, until in list(update.scan(FORGOTTEN_TABLE)):
            if expires_ms(int(until)) <= now_ms:
                update.delete(FORGOTTEN_TABLE, key)
