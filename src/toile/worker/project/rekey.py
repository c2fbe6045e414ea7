"""A browser seen again with a new version of the union's keys: all it has moves along.

Visits, yeses, what it asked to be forgotten, exposures, clicks, segments and caps. Told
twice, or read again on a rebuild, the second time moves what came in between. When a
version is over, ``purge`` takes out whatever is still held by its ids.
"""

from toile.ads import moved as ads_moved
from toile.ads.delivery.caps import CAPS
from toile.pool import door, exposures, moved, proofs, rights, visits
from toile.pool.exposures import EXPOSURES
from toile.pool.identity import Identity
from toile.pool.rights import FORGOTTEN, Forgotten
from toile.pool.visits import EMPTY, PROFILES, Profile
from toile.profiles import Update
from toile.wire.audience import MOVED_TABLE
from toile.wire.ids import Aid, Sid
from toile.worker.project.clicks_seen import forget_clicks, move_clicks
from toile.worker.project.exposures import keep, read
from toile.worker.project.forgetting import forgotten_of
from toile.worker.stores import Stores

_AT_ONCE = 2_000


def whose(pool: Update, identity: Identity, aid: Aid) -> Sid | None:
    """Tell under which id of the pool all of an ``aid``'s browser is held.

    ``None`` if no version of the keys that is read has made it.
    """
    sid = identity.sid_of(aid)
    return None if sid is None else moved.present_of(pool, sid)


def move(
    pool: Update, ads: Update, identity: Identity, earlier: Sid, sid: Sid
) -> Profile:
    """Let an id go on under another; give back all that is held, to be published."""
    moved.remember(pool, earlier, sid)
    forgotten = rights.merged(forgotten_of(pool, sid), forgotten_of(pool, earlier))
    if forgotten != Forgotten():
        # Under both: the journal still names the earlier one.
        for each in (sid, earlier):
            pool.put(FORGOTTEN, each, rights.encode(forgotten))
    keep(pool, sid, exposures.merged(read(pool, sid), read(pool, earlier)))
    pool.delete(EXPOSURES, earlier)
    profile = visits.merged(_profile(pool, sid), _profile(pool, earlier))
    pool.delete(PROFILES, earlier)
    proofs.rename(pool, earlier, sid)
    before, after = identity.aid(earlier), identity.aid(sid)
    move_clicks(pool, before, after)
    door.let_through(ads, before, None)
    ads_moved.move(ads, before, after)
    return profile


def purge(stores: Stores, identity: Identity, version: int, now_ms: int) -> int:
    """Take out all that is held by ids of a version; tell how many ids there were.

    What moved stays under its present id. The ads wing is told to forget the ids, so
    that its journal loses them as well.
    """
    found = {sid for sid, _ in moved.pairs(stores.pool)}
    for table in (PROFILES, EXPOSURES, FORGOTTEN):
        found.update(Sid(key) for key, _ in stores.pool.scan(table))
    gone = sorted(sid for sid in found if identity.version_of(sid) == version)
    for first in range(0, len(gone), _AT_ONCE):
        with stores.update_both() as (pool, ads):
            for sid in gone[first : first + _AT_ONCE]:
                _drop(pool, ads, identity.aid(sid), sid, now_ms)
    return len(gone)


def _drop(pool: Update, ads: Update, aid: Aid, sid: Sid, now_ms: int) -> None:
    present = moved.present_of(pool, sid)
    if present != sid:
        moved.forget(pool, sid, present)
    for table in (PROFILES, EXPOSURES, FORGOTTEN):
        pool.delete(table, sid)
    proofs.unname(pool, sid, now_ms)
    forget_clicks(pool, aid)
    ads.delete(CAPS, aid)
    ads.delete(MOVED_TABLE, aid)
    door.forget(ads, aid, now_ms)


def _profile(pool: Update, sid: Sid) -> Profile:
    record = pool.get(PROFILES, sid)
    return EMPTY if record is None else visits.decode(record)
