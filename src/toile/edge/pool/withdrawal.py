"""The withdrawal of a yes, as easy as the yes: the receipt alone suffices.

The receipt says which browser and which site, also where the browser does not send
its cookie any more and when the site has left the pool. Without one, the cookie says
which browser.
"""

from toile.edge import answers
from toile.edge.pool.proof import proof
from toile.edge.pool.refusals import foreign_origin, unknown_site
from toile.edge.pool.wing import (
    TID_COOKIE,
    PoolWing,
    forget_url,
    held_sid,
    profile_of,
    receipt_in,
    sids_of,
    tid_of,
)
from toile.edge.server import Answer, Request, WhenDurable
from toile.pool import moved
from toile.pool.identity import KeyVersionError
from toile.pool.sites import reports_for
from toile.wire.clock import now_ms
from toile.wire.errors import ProfileError
from toile.wire.ids import Sid, Ulid
from toile.wire.tags import ConsentReport, Erased

_DOOR = "consent"


def withdraw(wing: PoolWing, request: Request, report: ConsentReport) -> Answer:
    """Take a yes back; answered once that is on disk."""
    origin = answers.origin_of(request)
    shared = answers.shared_with(origin)
    receipt = receipt_in(wing, report.receipt)
    tid = tid_of(request)
    cookie_sids = () if tid is None else sids_of(wing, tid)
    if receipt is not None:
        sids = _all_of(wing, receipt.sid, cookie_sids)
        return taken_back(wing, report, receipt.site, sids, cookie_sids, shared)
    site = wing.plan.current.by_key(report.site)
    if site is None:
        return unknown_site(wing, _DOOR, report.site)
    if not reports_for(site, origin):
        return foreign_origin(wing, _DOOR)
    return taken_back(wing, report, site.id, cookie_sids, cookie_sids, shared)


def taken_back(
    wing: PoolWing,
    report: ConsentReport,
    site: Ulid,
    sids: tuple[Sid, ...],
    cookie_sids: tuple[Sid, ...],
    shared: answers.Headers,
) -> Answer:
    """Write a withdrawal down; all is forgotten where no other yes holds."""
    now = now_ms()
    # The worker knows which ids are one; the proof is written once.
    sid = _held(wing, sids)
    durable = wing.journal.append(proof(wing, site, report, now, sid))
    wing.counters.count(_DOOR, "withdrawal")
    headers = shared
    if sid is not None and _other_yes(wing, sid, site):
        body = Erased(handover="")
    else:
        body = Erased(handover=forget_url(wing, sids, now))
        if sids == cookie_sids:
            headers = (*headers, answers.drop_cookie(TID_COOKIE))
    return WhenDurable(
        durable, answers.json(body, headers), answers.unavailable(shared)
    )


def _all_of(wing: PoolWing, sid: Sid, cookie_sids: tuple[Sid, ...]) -> tuple[Sid, ...]:
    """Tell all ids of the browser that a receipt names: its cookie knows, or the store.

    A receipt of a version of the keys that is over names nobody any more.
    """
    if sid in cookie_sids:
        return cookie_sids
    try:
        if not wing.identity.reads(sid):
            return ()
        present = moved.present_of(wing.space, sid)
    except (KeyVersionError, ProfileError):
        return (sid,)
    return (sid,) if present == sid else (present, sid)


def _held(wing: PoolWing, sids: tuple[Sid, ...]) -> Sid | None:
    try:
        return held_sid(wing, sids) if sids else None
    except ProfileError:
        return sids[0]


def _other_yes(wing: PoolWing, sid: Sid, site: Ulid) -> bool:
    try:
        profile = profile_of(wing, sid)
    except ProfileError:
        # In doubt all is forgotten.
        return False
    return profile is not None and any(s != site for s in profile.consents)
