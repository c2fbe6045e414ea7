"""Forgetting in both spaces: erased, taken back on one site, or a yes that has ended.

A yes that ends is forgotten as one taken back at its last moment is, so that what it
allowed leaves the journal by the same compaction (decision 0005).
"""

from toile.ads.delivery.caps import CAPS
from toile.pool import door, exposures, moved, proofs, rights, visits
from toile.pool.exposures import EXPOSURES
from toile.pool.identity import Identity
from toile.pool.rights import FORGOTTEN, Forgotten
from toile.pool.visits import PROFILES, Profile
from toile.profiles import Update
from toile.wire.audience import MOVED_TABLE
from toile.wire.ids import Sid, Ulid
from toile.worker.project.clicks_seen import forget_clicks
from toile.worker.project.exposures import keep, read


def forgotten_of(pool: Update, sid: Sid) -> Forgotten:
    """Read what must be forgotten of an id."""
    record = pool.get(FORGOTTEN, sid)
    return Forgotten() if record is None else rights.decode(record)


def erase(
    pool: Update,
    ads: Update,
    identity: Identity,
    sid: Sid,
    at_ms: int,
    *,
    objects: bool = False,
) -> None:
    """Forget all of an id up to a time, on both sides of the door.

    ``objects``: and let nothing in that comes after (GDPR art. 21).
    """
    ids, before = _ids_of(pool, sid), forgotten_of(pool, sid)
    _remember(pool, ids, rights.forget_everything(before, at_ms, objects=objects))
    for each in ids:
        pool.delete(PROFILES, each)
        pool.delete(EXPOSURES, each)
        proofs.unname(pool, each, at_ms)
        aid = identity.aid(each)
        forget_clicks(pool, aid)
        ads.delete(CAPS, aid)
        ads.delete(MOVED_TABLE, aid)
        door.forget(ads, aid, at_ms)
    for earlier in ids[1:]:
        moved.forget(pool, earlier, sid)


def forget_site(pool: Update, sid: Sid, site: Ulid, at_ms: int) -> None:
    """Forget what came through one site up to a time; the profile is the caller's."""
    ids = _ids_of(pool, sid)
    _remember(pool, ids, rights.forget_site(forgotten_of(pool, sid), site, at_ms))
    for each in ids:
        proofs.unname(pool, each, at_ms, site)
    keep(pool, sid, exposures.without_site(read(pool, sid), site))


def _ids_of(pool: Update, sid: Sid) -> tuple[Sid, ...]:
    """Name all ids of a browser, the present one first.

    Over a rotation of the union's keys the journal names it by two.
    """
    earlier = moved.earlier_of(pool, sid)
    return (sid,) if earlier is None else (sid, earlier)


def _remember(pool: Update, ids: tuple[Sid, ...], told: Forgotten) -> None:
    for each in ids:
        pool.put(FORGOTTEN, each, rights.encode(told))


def without_ended(
    pool: Update,
    ads: Update,
    identity: Identity,
    sid: Sid,
    profile: Profile,
    now_ms: int,
) -> Profile:
    """Forget what each yes allowed that has ended; give the profile that is left.

    One after the other as they ended, so that days read at once (a rebuild) leave the
    same behind as days lived through. The profile is the caller's to keep, if any.
    """
    for site, until_ms in visits.ended(profile, now_ms):
        profile = visits.without_site(profile, site)
        if profile.consents:
            forget_site(pool, sid, site, until_ms)
        else:
            erase(pool, ads, identity, sid, until_ms)
    return profile
