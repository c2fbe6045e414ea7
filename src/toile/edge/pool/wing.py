"""What the pool's routes work with: keys, plan, store, journal, counters."""

import msgspec

from toile.consent import ConsentRefusal, may_collect
from toile.edge import answers
from toile.edge.counters import Counters
from toile.edge.plans import PlanInForce
from toile.edge.server import Request
from toile.journal import Writer
from toile.pool import exposures, rights, visits
from toile.pool.clicked import billed_clicks
from toile.pool.custody import KeysInForce
from toile.pool.exposures import EXPOSURES, Exposures
from toile.pool.identity import Identity
from toile.pool.receipts import Receipts
from toile.pool.rights import FORGOTTEN, Forgotten
from toile.pool.sites import Sites
from toile.pool.visits import PROFILES, Profile
from toile.profiles import Space
from toile.wire.clock import MS_A_SECOND
from toile.wire.errors import TokenError
from toile.wire.events import Rekeyed
from toile.wire.ids import Aid, Sid, Tid, Ulid, from_cookie, new_tid, new_ulid
from toile.wire.plan import PoolPlan
from toile.wire.tokens import HandoverToken, ReceiptToken, Sealer

TID_COOKIE = "tid"
_FORGET_LIFE_MS = 300 * MS_A_SECOND


class PoolWing(msgspec.Struct, frozen=True, kw_only=True):
    """The pool's side of one edge process."""

    keys: KeysInForce
    plan: PlanInForce[PoolPlan, Sites]
    space: Space
    journal: Writer
    counters: Counters
    ads_url: str
    portal_url: str
    tcf_vendor: int
    """The operator's number on the IAB's vendor list; 0: it is not on it."""

    @property
    def identity(self) -> Identity:
        """How ids are made and read at present."""
        return self.keys.identity

    @property
    def receipts(self) -> Receipts:
        """What seals and opens the proofs of a yes at present."""
        return self.keys.receipts

    @property
    def door(self) -> Sealer:
        """What seals for the ads wing at present."""
        return self.keys.door


def tid_of(request: Request) -> Tid | None:
    """Read the pool's cookie; anything that is not one of ours is none."""
    value = request.cookie(TID_COOKIE)
    raw = None if value is None else from_cookie(value)
    return None if raw is None else Tid(raw)


def profile_of(wing: PoolWing, sid: Sid) -> Profile | None:
    """Read what is held of an id."""
    record = wing.space.get(PROFILES, sid)
    return None if record is None else visits.decode(record)


def exposures_of(wing: PoolWing, sid: Sid) -> Exposures:
    """Read what is held of an id about campaigns."""
    record = wing.space.get(EXPOSURES, sid)
    return exposures.NOTHING if record is None else exposures.decode(record)


def clicks_of(wing: PoolWing, sid: Sid) -> tuple[tuple[Ulid, int], ...]:
    """Read to which campaigns an id's clicks of the last days were billed, and when."""
    return tuple(billed_clicks(wing.space, wing.identity.aid(sid)))


def forgotten_of(wing: PoolWing, sid: Sid) -> Forgotten | None:
    """Read what must be forgotten of an id."""
    record = wing.space.get(FORGOTTEN, sid)
    return None if record is None else rights.decode(record)


def receipt_in(wing: PoolWing, text: str) -> ReceiptToken | None:
    """Open the receipt of a yes, expired or not; ``None`` if we did not make it."""
    try:
        return wing.receipts.open_expired(text, ReceiptToken)
    except TokenError:
        return None


def refusal_of(
    wing: PoolWing,
    request: Request,
    receipt: ReceiptToken | None,
    site: Ulid,
    now_ms: int,
) -> ConsentRefusal | None:
    """Tell why a yes does not hold for this browser and site; ``None`` if it does.

    Raises ``ProfileError`` when it cannot be known whether it was taken back.
    """
    tid = tid_of(request)
    sids = () if tid is None else sids_of(wing, tid)
    whose = sids[0] if sids else None
    if receipt is not None and receipt.sid in sids:
        # A receipt of before a rotation is as good as one of today.
        whose = receipt.sid
    until = [
        forgotten.until_ms(site)
        for forgotten in (forgotten_of(wing, sid) for sid in sids)
        if forgotten is not None
    ]
    return may_collect(
        gpc=answers.says_gpc(request),
        sid=whose,
        receipt=receipt,
        site=site,
        now_ms=now_ms,
        forgotten_ms=max(until) if until else None,
        objects=answers.objects(request),
    )


def sids_of(wing: PoolWing, tid: Tid) -> tuple[Sid, ...]:
    """Tell a browser's ids by all versions of the keys that are read, newest first."""
    identity = wing.identity
    if not identity.in_rotation:
        return (identity.sid(tid),)
    return (identity.sid(tid), *identity.earlier_sids(tid))


def present_sid(wing: PoolWing, request: Request, sid: Sid, now_ms: int) -> Sid:
    """Tell a browser's id of today, which shows a receipt of ``sid``.

    Over a rotation what is held under an earlier id is moved: the journal is told, and
    the worker does it. Raises ``ProfileError`` if it cannot be known what is held.
    """
    tid = tid_of(request)
    if tid is None or not wing.identity.in_rotation:
        return sid
    present, *earlier = sids_of(wing, tid)
    for each in earlier:
        # Nothing is held under it any more once it was moved.
        if wing.space.get(PROFILES, each) is not None:
            wing.journal.append(
                Rekeyed(id=new_ulid(now_ms), at_ms=now_ms, sid=present, previous=each)
            )
            wing.counters.count("rekeyed", "told")
    return present


def held_sid(wing: PoolWing, sids: tuple[Sid, ...]) -> Sid:
    """Tell under which of a browser's ids something is held; else the present one."""
    for sid in sids:
        if wing.space.get(PROFILES, sid) is not None:
            return sid
    return sids[0]


def forget_url(wing: PoolWing, sids: tuple[Sid, ...], now_ms: int) -> str:
    """Write the address that makes the ads wing forget a browser's ids.

    A browser that we do not know gets one as well, of as many ids, so that answers
    tell nothing.
    """
    whose = sids or sids_of(wing, new_tid())
    aids = [wing.identity.aid(sid) for sid in whose]
    if len(aids) == 1 and wing.identity.in_rotation:
        aids.append(wing.identity.aid(wing.identity.sid(new_tid())))
    token = HandoverToken(
        expires_ms=now_ms + _FORGET_LIFE_MS,
        aid=aids[0],
        forget=True,
        earlier=aids[1] if aids[1:] else Aid(b""),
    )
    return f"{wing.ads_url}/aid/{wing.door.seal(token)}"
