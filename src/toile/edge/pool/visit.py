"""POST /visit and GET /visit.gif: a consented page view on a member site.

Each visit shows the receipt of the yes it rests on; without a good one nothing is
written. The answer does not wait for the disk: a page view may ride in the batch.
"""

import re
from urllib.parse import urlsplit

import msgspec

from toile.consent import ConsentRefusal
from toile.edge import answers
from toile.edge.bodies import read_body
from toile.edge.pool.refusals import foreign_origin, unknown_site
from toile.edge.pool.wing import PoolWing, present_sid, receipt_in, refusal_of
from toile.edge.server import Answer, Request, problem
from toile.pool.sites import cinema_of, reports_for
from toile.wire.clock import now_ms
from toile.wire.errors import ProfileError
from toile.wire.events import Visit
from toile.wire.ids import Sid, new_ulid
from toile.wire.plan import MemberSite
from toile.wire.tags import VisitReport
from toile.wire.tokens import ReceiptToken

_DOOR = "visit"
_STORE_DOWN = "store_unavailable"
_LONGEST_PAGE = 500
_LONGEST_FILM = 200
# Hash-routed sites keep their pages behind "#/" or "#!/"; other fragments are places
# within a page.
_ROUTE = re.compile(r"#!?/[^?#]*")
# Anything that makes a path more than a path; "//" would name another host.
_MORE = re.compile(r"[?#\\]|//")

_decoder = msgspec.json.Decoder(VisitReport)
_EMPTY = answers.empty()
_GIF = answers.gif()


def visit(wing: PoolWing, request: Request) -> Answer:
    """Record a page view reported by the pixel."""
    report = read_body(request, _decoder)
    if isinstance(report, bytes):
        wing.counters.count(_DOOR, "malformed")
        return report
    origin = answers.origin_of(request)
    return _record(wing, request, report, origin) or answers.empty_for(origin)


def visit_gif(wing: PoolWing, request: Request) -> Answer:
    """Record a page view reported by an image; ``site``, ``r``, ``p``, ``f``, ``c``."""
    said = request.params.get
    report = VisitReport(
        site=said("site", ""),
        receipt=said("r", ""),
        page=said("p", ""),
        film=said("f"),
        cinema=said("c"),
    )
    return _record(wing, request, report, answers.origin_of(request)) or _GIF


def _record(
    wing: PoolWing, request: Request, report: VisitReport, origin: str
) -> bytes | None:
    """Write the visit down; what comes back is the refusal to answer with, if any."""
    site = wing.plan.current.by_key(report.site)
    if site is None:
        return unknown_site(wing, _DOOR, report.site)
    if not reports_for(site, origin):
        return foreign_origin(wing, _DOOR)
    cinema = cinema_of(site, report.cinema)
    if cinema is None:
        wing.counters.count(_DOOR, "foreign_cinema")
        return problem(
            400,
            "Foreign cinema",
            "This cinema is not one of the site's; see data-cinema in the portal.",
            code="foreign_cinema",
            field="cinema",
        )
    now = now_ms()
    receipt = receipt_in(wing, report.receipt)
    try:
        refusal = refusal_of(wing, request, receipt, site.id, now)
        sid = _present(wing, request, receipt, refusal, now)
    except ProfileError:
        # Whether the yes was taken back cannot be known: doubt means no.
        wing.counters.count(_DOOR, _STORE_DOWN)
        return answers.unavailable(answers.shared_with(origin), _STORE_DOWN)
    if refusal is not None or receipt is None or sid is None:
        return _refused(wing, refusal or ConsentRefusal.NO_RECEIPT, origin)
    # Appended even then: only a write that succeeds tells that the disk is back.
    wing.journal.append(
        Visit(
            id=new_ulid(now),
            at_ms=now,
            site=site.id,
            cinema=cinema,
            page=page_of(report.page, site),
            yes_ms=receipt.given_ms,
            film=report.film[:_LONGEST_FILM] if report.film else None,
            sid=sid,
        )
    )
    if not wing.journal.healthy:
        wing.counters.count(_DOOR, "journal_unavailable")
        return answers.unavailable(answers.shared_with(origin))
    wing.counters.count(_DOOR, "recorded")
    return None


def _present(
    wing: PoolWing,
    request: Request,
    receipt: ReceiptToken | None,
    refusal: ConsentRefusal | None,
    now: int,
) -> Sid | None:
    """Tell the present id of a browser whose yes holds."""
    if refusal is not None or receipt is None:
        return None
    return present_sid(wing, request, receipt.sid, now)


def page_of(page: str, site: MemberSite) -> str:
    """Cut a page's address down to its path (and route): no query, no fragment.

    An address on another origin is not believed; the site's root stands for it.
    """
    if page.startswith("/") and not _MORE.search(page):
        return page[:_LONGEST_PAGE]
    try:
        parts = urlsplit(page)
    except ValueError:
        return "/"
    origin = f"{parts.scheme}://{parts.netloc}"
    if (parts.scheme or parts.netloc) and origin not in site.origins:
        return "/"
    route = _ROUTE.match(f"#{parts.fragment}") if parts.fragment else None
    # One slash: two would read as an address on another host.
    path = "/" + parts.path.lstrip("/") if parts.path.startswith("/") else "/"
    return (path + (route.group() if route else ""))[:_LONGEST_PAGE]


def _refused(wing: PoolWing, refusal: ConsentRefusal, origin: str) -> bytes:
    wing.counters.count(_DOOR, refusal)
    if refusal is ConsentRefusal.NO_COOKIE:
        # The browser blocks third-party cookies: nobody's mistake, so no error.
        return answers.empty_for(origin)
    return problem(
        403,
        "No consent",
        "This visit shows no yes that holds; nothing was written.",
        code=refusal,
        headers=answers.shared_with(origin),
    )
