"""POST /consent: the proof of a yes, a no or a withdrawal; answered once it is on disk.

A no carries no id and answers with nothing: no cookie is read, none is set.
"""

import msgspec

from toile.consent import ConsentRefusal, disbelieved, expires_ms
from toile.edge import answers
from toile.edge.bodies import read_body
from toile.edge.pool.devices import device_of
from toile.edge.pool.handover import start_url
from toile.edge.pool.named import named_version
from toile.edge.pool.proof import proof
from toile.edge.pool.refusals import foreign_origin, unknown_site
from toile.edge.pool.wing import (
    TID_COOKIE,
    PoolWing,
    forgotten_of,
    present_sid,
    sids_of,
    tid_of,
)
from toile.edge.pool.withdrawal import withdraw
from toile.edge.server import Answer, Request, WhenDurable, problem
from toile.pool.sites import reports_for
from toile.wire.clock import now_ms
from toile.wire.errors import ProfileError
from toile.wire.ids import Sid, Tid, new_tid
from toile.wire.plan import MemberSite
from toile.wire.tags import ConsentAnswer, ConsentReport
from toile.wire.tokens import ReceiptToken

_DOOR = "consent"

_WHY = {
    ConsentRefusal.OTHER_CONTROLLERS: "The banner named other controllers than those "
    "of today; ask again.",
    ConsentRefusal.UNKNOWN_TEXT: "It names a text of the banner that was never "
    "published; load consent.js anew.",
    ConsentRefusal.OTHER_TOOL: "Another consent tool asked than the one the site "
    "declared; declare it in the portal.",
    ConsentRefusal.CLOCK_SKEW: "The consent tool dates this choice to another day; set "
    "its clock.",
    ConsentRefusal.TC_STRING: "The TC string is not valid (TCF 2.3).",
    ConsentRefusal.NO_PURPOSE_CONSENT: "The TC string has no yes to purposes 1, 3, 4 "
    "and 7.",
}

_decoder = msgspec.json.Decoder(ConsentReport)


def consent(wing: PoolWing, request: Request) -> Answer:
    """Record what a visitor of a member site chose."""
    report = read_body(request, _decoder)
    if isinstance(report, bytes):
        wing.counters.count(_DOOR, "malformed")
        return report
    if report.choice == "withdrawal":
        return withdraw(wing, request, report)
    site = wing.plan.current.by_key(report.site)
    if site is None:
        return unknown_site(wing, _DOOR, report.site)
    origin = answers.origin_of(request)
    if not reports_for(site, origin):
        return foreign_origin(wing, _DOOR)
    shared = answers.shared_with(origin)
    if report.choice == "no":
        return _no(wing, request, site, report, shared)
    return (
        _refused_yes(wing, request, report, shared)
        or _disbelieved_yes(wing, request, site, report, shared)
        or _yes(wing, request, site, report, shared)
    )


def _refused_yes(
    wing: PoolWing, request: Request, report: ConsentReport, shared: answers.Headers
) -> bytes | None:
    """Tell why this is no yes that could be proven, if it is none."""
    if answers.objects(request) or _objected(wing, request):
        code, status = ConsentRefusal.OBJECTED, 403
        why = "This browser's person objected; « Mes données » takes that back."
    elif answers.says_gpc(request):
        code, status = ConsentRefusal.GPC, 403
        why = "The browser sends Global Privacy Control, which stands as a no."
    elif not report.fresh:
        code, status = ConsentRefusal.NOT_FRESH, 403
        why = "A yes is given anew; one that a tool remembers proves nothing here."
    else:
        return None
    wing.counters.count(_DOOR, code)
    return problem(status, "Not a yes", why, code=code, headers=shared)


def _disbelieved_yes(
    wing: PoolWing,
    request: Request,
    site: MemberSite,
    report: ConsentReport,
    shared: answers.Headers,
) -> Answer | None:
    """Keep a yes that is not believed as what was said, and tell why; if it is none."""
    now = now_ms()
    if _names_others(wing, report):
        code: ConsentRefusal | None = ConsentRefusal.OTHER_CONTROLLERS
    else:
        code = disbelieved(
            tool=report.tool,
            declared=site.tool,
            text_version=report.text_version,
            tc_string=report.tc_string,
            now_ms=now,
        )
    if code is None:
        return None
    device = device_of(request.header(b"user-agent"))
    said = proof(wing, site.id, report, now, None, device, code)
    durable = wing.journal.append(said)
    wing.counters.count(_DOOR, code)
    status = 409 if code is ConsentRefusal.OTHER_CONTROLLERS else 403
    answer = problem(status, "Not a yes", _WHY[code], code=code, headers=shared)
    return WhenDurable(durable, answer, answers.unavailable(shared))


def _objected(wing: PoolWing, request: Request) -> bool:
    """Tell whether this id objected, where the browser never heard the answer.

    While the store is down the worker still lets nothing of it into the pool.
    """
    tid = tid_of(request)
    if tid is None:
        return False
    try:
        past = [forgotten_of(wing, sid) for sid in sids_of(wing, tid)]
    except ProfileError:
        return False
    return any(each is not None and each.objects for each in past)


def _names_others(wing: PoolWing, report: ConsentReport) -> bool:
    # Toile's own banner ends its version with that of the controllers it named.
    _, sign, named = report.text_version.partition("+")
    return bool(sign) and named != named_version(wing.plan.current.plan.controllers)


def _yes(
    wing: PoolWing,
    request: Request,
    site: MemberSite,
    report: ConsentReport,
    shared: answers.Headers,
) -> Answer:
    now = now_ms()
    tid = tid_of(request) or new_tid()
    sid = _sid(wing, request, tid, now)
    device = device_of(request.header(b"user-agent"))
    durable = wing.journal.append(proof(wing, site.id, report, now, sid, device))
    until = expires_ms(now)
    receipt = ReceiptToken(expires_ms=until, sid=sid, site=site.id, given_ms=now)
    answer = ConsentAnswer(
        receipt=wing.receipts.seal(receipt),
        expires_ms=until,
        handover=start_url(wing, receipt),
    )
    wing.counters.count(_DOOR, "yes")
    cookie = answers.set_cookie(TID_COOKIE, tid)
    return WhenDurable(
        durable,
        answers.json(answer, (*shared, cookie)),
        answers.unavailable(shared),
    )


def _sid(wing: PoolWing, request: Request, tid: Tid, now: int) -> Sid:
    present = wing.identity.sid(tid)
    try:
        return present_sid(wing, request, present, now)
    except ProfileError:
        # What is held under an earlier id is moved by the next visit.
        return present


def _no(
    wing: PoolWing,
    request: Request,
    site: MemberSite,
    report: ConsentReport,
    shared: answers.Headers,
) -> Answer:
    device = device_of(request.header(b"user-agent"))
    said = proof(wing, site.id, report, now_ms(), None, device)
    durable = wing.journal.append(said)
    wing.counters.count(_DOOR, "no")
    return WhenDurable(durable, answers.empty(shared), answers.unavailable(shared))
