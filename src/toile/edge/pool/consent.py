"""POST /consent: the proof of a yes, a no or a withdrawal; answered once it is on disk.

A no carries no id and answers with nothing: no cookie is read, none is set.
"""

import msgspec

from toile.consent import ConsentRefusal, expires_ms
from toile.consent.purposes import ASKED
from toile.edge import answers
from toile.edge.bodies import read_body
from toile.edge.pool.wing import (
    TID_COOKIE,
    PoolWing,
    handover_url,
    profile_of,
    tid_of,
)
from toile.edge.server import Answer, Request, WhenDurable, problem
from toile.pool.sites import reports_for
from toile.wire.clock import now_ms
from toile.wire.events import Consent
from toile.wire.ids import Sid, new_tid, new_ulid
from toile.wire.plan import MemberSite
from toile.wire.tags import ConsentAnswer, ConsentReport, Erased
from toile.wire.tokens import ReceiptToken

_DOOR = "consent"
_LONGEST_TEXT = 64

_decoder = msgspec.json.Decoder(ConsentReport)


def consent(wing: PoolWing, request: Request) -> Answer:
    """Record what a visitor of a member site chose."""
    report = read_body(request, _decoder)
    if isinstance(report, bytes):
        wing.counters.count(_DOOR, "malformed")
        return report
    site = wing.plan.current.by_key(report.site)
    if site is None:
        return unknown_site(wing, _DOOR)
    origin = answers.origin_of(request)
    if not reports_for(site, origin):
        return foreign_origin(wing, _DOOR)
    shared = answers.shared_with(origin)
    if report.choice == "no":
        return _no(wing, site, report, shared)
    if report.choice == "withdrawal":
        return _withdrawal(wing, request, site, report, shared)
    return _yes(wing, request, site, report, shared)


def unknown_site(wing: PoolWing, door: str) -> bytes:
    """Refuse a pixel key that is no member's."""
    wing.counters.count(door, "unknown_site")
    return problem(
        404,
        "Unknown site",
        "No member site has this key; copy the lines again from the portal.",
        code="unknown_site",
        field="site",
    )


def foreign_origin(wing: PoolWing, door: str) -> bytes:
    """Refuse a page that is not the site's own."""
    wing.counters.count(door, "foreign_origin")
    return problem(
        403,
        "Foreign origin",
        "This page is not on the site that the key belongs to.",
        code="foreign_origin",
    )


def _yes(
    wing: PoolWing,
    request: Request,
    site: MemberSite,
    report: ConsentReport,
    shared: answers.Headers,
) -> Answer:
    if answers.says_gpc(request):
        wing.counters.count(_DOOR, ConsentRefusal.GPC)
        return problem(
            403,
            "Refused by the browser",
            "The browser sends Global Privacy Control, which stands as a no.",
            code=ConsentRefusal.GPC,
            headers=shared,
        )
    now = now_ms()
    tid = tid_of(request) or new_tid()
    sid = wing.identity.sid(tid)
    durable = wing.journal.append(_event(wing, site, report, now, sid))
    until = expires_ms(now)
    receipt = ReceiptToken(expires_ms=until, sid=sid, site=site.id, given_ms=now)
    answer = ConsentAnswer(
        receipt=wing.receipts.seal(receipt),
        expires_ms=until,
        handover=handover_url(wing, wing.identity.aid(sid), now),
    )
    wing.counters.count(_DOOR, "yes")
    cookie = answers.set_cookie(TID_COOKIE, tid)
    return WhenDurable(
        durable,
        answers.json(answer, (*shared, cookie)),
        answers.unavailable(shared),
    )


def _no(
    wing: PoolWing, site: MemberSite, report: ConsentReport, shared: answers.Headers
) -> Answer:
    durable = wing.journal.append(_event(wing, site, report, now_ms(), None))
    wing.counters.count(_DOOR, "no")
    return WhenDurable(durable, answers.empty(shared), answers.unavailable(shared))


def _withdrawal(
    wing: PoolWing,
    request: Request,
    site: MemberSite,
    report: ConsentReport,
    shared: answers.Headers,
) -> Answer:
    now = now_ms()
    tid = tid_of(request)
    sid = None if tid is None else wing.identity.sid(tid)
    durable = wing.journal.append(_event(wing, site, report, now, sid))
    wing.counters.count(_DOOR, "withdrawal")
    if sid is not None and _other_yes(wing, sid, site):
        body, cookies = Erased(handover=""), shared
    else:
        body = Erased(handover=handover_url(wing, None, now))
        cookies = (*shared, answers.drop_cookie(TID_COOKIE))
    return WhenDurable(
        durable, answers.json(body, cookies), answers.unavailable(shared)
    )


def _other_yes(wing: PoolWing, sid: Sid, site: MemberSite) -> bool:
    profile = profile_of(wing, sid)
    return profile is not None and any(s != site.id for s in profile.consents)


def _event(
    wing: PoolWing, site: MemberSite, report: ConsentReport, now: int, sid: Sid | None
) -> Consent:
    named = tuple(c.name for c in wing.plan.current.plan.controllers)
    return Consent(
        id=new_ulid(now),
        at_ms=now,
        site=site.id,
        choice=report.choice,
        tool=report.tool[:_LONGEST_TEXT],
        tool_version=report.tool_version[:_LONGEST_TEXT],
        text_version=report.text_version[:_LONGEST_TEXT],
        language=report.language[:_LONGEST_TEXT],
        purposes=ASKED,
        controllers=(site.name, *named),
        sid=sid,
    )
