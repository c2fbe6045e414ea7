"""GET and DELETE /me: what is held on this browser, and its erasure.

Only the portal's page may read the answers from another origin. Erasing an unknown
browser answers just like erasing a known one.
"""

from toile.edge import answers
from toile.edge.pool.wing import (
    TID_COOKIE,
    PoolWing,
    exposures_of,
    forget_url,
    held_sid,
    profile_of,
    sids_of,
    tid_of,
)
from toile.edge.server import Answer, Request, WhenDurable, response
from toile.pool.rights import held
from toile.pool.segments import membership
from toile.wire.clock import now_ms, utc_day
from toile.wire.errors import ProfileError
from toile.wire.events import Erasure
from toile.wire.ids import new_ulid
from toile.wire.tags import Erased, Held

_DOOR = "me"
_STORE_DOWN = "store_unavailable"


def me(wing: PoolWing, request: Request) -> Answer:
    """Tell what is held on this browser."""
    wing.counters.count(_DOOR, "shown")
    tid = tid_of(request)
    if tid is None:
        return answers.json(Held(known=False), _shared(wing, request))
    try:
        sid = held_sid(wing, sids_of(wing, tid))
        profile, exposed = profile_of(wing, sid), exposures_of(wing, sid)
    except ProfileError:
        wing.counters.count(_DOOR, _STORE_DOWN)
        return answers.unavailable(_shared(wing, request), _STORE_DOWN)
    plan = wing.plan.current.plan
    windows = {c: plan.window_days for site in plan.sites for c in site.cinemas}
    belongs = None
    if profile is not None:
        belongs = membership(profile, windows)
    today = utc_day(now_ms())
    told = held(profile, belongs, today, exposed)
    return answers.json(told, _shared(wing, request))


def forget_me(wing: PoolWing, request: Request) -> Answer:
    """Erase all that is held on this browser; answered once that is on disk."""
    now = now_ms()
    tid = tid_of(request)
    sids = () if tid is None else sids_of(wing, tid)
    shared = _shared(wing, request)
    wing.counters.count(_DOOR, "erased")
    durable = [
        wing.journal.append(Erasure(id=new_ulid(now), at_ms=now, sid=sid))
        for sid in sids or (None,)
    ][-1]
    body = Erased(handover=forget_url(wing, sids, now))
    cookie = answers.drop_cookie(TID_COOKIE)
    return WhenDurable(
        durable, answers.json(body, (*shared, cookie)), answers.unavailable(shared)
    )


def preflight(wing: PoolWing, request: Request) -> Answer:
    """Let the portal's page ask with DELETE."""
    methods = (b"Access-Control-Allow-Methods", b"GET, DELETE")
    return response(204, headers=(*_shared(wing, request), methods))


def _shared(wing: PoolWing, request: Request) -> answers.Headers:
    if answers.origin_of(request) == wing.portal_url:
        return answers.shared_with(wing.portal_url)
    return ()
