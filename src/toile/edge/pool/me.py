"""GET /me: what is held on this browser, told to the portal's page alone."""

from toile.edge import answers
from toile.edge.pool.own_page import shared
from toile.edge.pool.wing import (
    PoolWing,
    clicks_of,
    exposures_of,
    forgotten_of,
    held_sid,
    profile_of,
    sids_of,
    tid_of,
)
from toile.edge.server import Answer, Request
from toile.pool.rights import held
from toile.pool.segments import membership
from toile.wire.clock import now_ms, utc_day
from toile.wire.errors import ProfileError
from toile.wire.ids import Sid
from toile.wire.tags import Held

_DOOR = "me"
_STORE_DOWN = "store_unavailable"


def me(wing: PoolWing, request: Request) -> Answer:
    """Tell what is held on this browser; an objection is kept for longer by it."""
    wing.counters.count(_DOOR, "shown")
    headers = shared(wing, request)
    tid = tid_of(request)
    if answers.objects(request):
        told = Held(known=False, objects=True)
    elif tid is None:
        told = Held(known=False)
    else:
        try:
            told = _held(wing, sids_of(wing, tid))
        except ProfileError:
            wing.counters.count(_DOOR, _STORE_DOWN)
            return answers.unavailable(headers, _STORE_DOWN)
    if told.objects:
        # Also where the answer to the objection never reached this browser.
        headers = (*headers, answers.set_optout())
    return answers.json(told, headers)


def _held(wing: PoolWing, sids: tuple[Sid, ...]) -> Held:
    past = [forgotten_of(wing, each) for each in sids]
    if any(each is not None and each.objects for each in past):
        return Held(known=False, objects=True)
    sid = held_sid(wing, sids)
    profile = profile_of(wing, sid)
    plan = wing.plan.current.plan
    windows = {c: plan.window_days for site in plan.sites for c in site.cinemas}
    return held(
        profile,
        None if profile is None else membership(profile, windows),
        utc_day(now_ms()),
        exposures_of(wing, sid),
        clicks_of(wing, sid),
    )
