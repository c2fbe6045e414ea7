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
from toile.pool.exposures import EXPOSURES, Exposures
from toile.pool.identity import Identity
from toile.pool.rights import FORGOTTEN, Forgotten
from toile.pool.sites import Sites
from toile.pool.visits import PROFILES, Profile
from toile.profiles import Space
from toile.wire.clock import MS_A_SECOND
from toile.wire.errors import TokenError
from toile.wire.ids import Sid, Tid, Ulid, from_cookie, new_tid
from toile.wire.plan import PoolPlan
from toile.wire.tokens import HandoverToken, ReceiptToken, Sealer

TID_COOKIE = "tid"
_FORGET_LIFE_MS = 300 * MS_A_SECOND


class PoolWing(msgspec.Struct, frozen=True, kw_only=True):
    """The pool's side of one edge process."""

    identity: Identity
    receipts: Sealer
    door: Sealer
    plan: PlanInForce[PoolPlan, Sites]
    space: Space
    journal: Writer
    counters: Counters
    ads_url: str
    portal_url: str


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
    sid = None if tid is None else wing.identity.sid(tid)
    forgotten = None if sid is None else forgotten_of(wing, sid)
    return may_collect(
        gpc=answers.says_gpc(request),
        sid=sid,
        receipt=receipt,
        site=site,
        now_ms=now_ms,
        forgotten_ms=None if forgotten is None else forgotten.until_ms(site),
        objects=answers.objects(request),
    )


def forget_url(wing: PoolWing, sid: Sid | None, now_ms: int) -> str:
    """Write the address that makes the ads wing forget an id.

    A browser that we do not know gets one as well, so that answers tell nothing.
    """
    whose = wing.identity.sid(new_tid()) if sid is None else sid
    token = HandoverToken(
        expires_ms=now_ms + _FORGET_LIFE_MS, aid=wing.identity.aid(whose), forget=True
    )
    return f"{wing.ads_url}/aid/{wing.door.seal(token)}"
