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
    profile_of,
    receipt_in,
    tid_of,
)
from toile.edge.server import Answer, Request, WhenDurable
from toile.pool.sites import reports_for
from toile.wire.clock import now_ms
from toile.wire.errors import ProfileError
from toile.wire.ids import Sid, Ulid
from toile.wire.tags import ConsentReport, Erased

_DOOR = "consent"


def withdraw(wing: PoolWing, request: Request, report: ConsentReport) -> Answer:
    """Take a yes back; answered once that is on disk."""
    origin = answers.origin_of(request)
    receipt = receipt_in(wing, report.receipt)
    tid = tid_of(request)
    cookie_sid = None if tid is None else wing.identity.sid(tid)
    if receipt is not None:
        return taken_back(
            wing,
            report,
            receipt.site,
            receipt.sid,
            cookie_sid,
            answers.shared_with(origin),
        )
    site = wing.plan.current.by_key(report.site)
    if site is None:
        return unknown_site(wing, _DOOR)
    if not reports_for(site, origin):
        return foreign_origin(wing, _DOOR)
    shared = answers.shared_with(origin)
    return taken_back(wing, report, site.id, cookie_sid, cookie_sid, shared)


def taken_back(
    wing: PoolWing,
    report: ConsentReport,
    site: Ulid,
    sid: Sid | None,
    cookie_sid: Sid | None,
    shared: answers.Headers,
) -> Answer:
    """Write a withdrawal down; all is forgotten where no other yes holds."""
    now = now_ms()
    durable = wing.journal.append(proof(wing, site, report, now, sid))
    wing.counters.count(_DOOR, "withdrawal")
    headers = shared
    if sid is not None and _other_yes(wing, sid, site):
        body = Erased(handover="")
    else:
        body = Erased(handover=forget_url(wing, sid, now))
        if cookie_sid == sid:
            headers = (*headers, answers.drop_cookie(TID_COOKIE))
    return WhenDurable(
        durable, answers.json(body, headers), answers.unavailable(shared)
    )


def _other_yes(wing: PoolWing, sid: Sid, site: Ulid) -> bool:
    try:
        profile = profile_of(wing, sid)
    except ProfileError:
        # In doubt all is forgotten.
        return False
    return profile is not None and any(s != site for s in profile.consents)
