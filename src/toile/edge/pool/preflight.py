"""OPTIONS for pages that post application/json instead of text/plain."""

from toile.edge import answers
from toile.edge.pool.wing import PoolWing
from toile.edge.server import Answer, Request, problem, response


def reports_preflight(wing: PoolWing, request: Request) -> Answer:
    """Let the pages of member sites post JSON with cookies."""
    origin = answers.origin_of(request)
    if not wing.plan.current.has_origin(origin):
        wing.counters.count("preflight", "foreign_origin")
        return problem(403, "Foreign origin", code="foreign_origin")
    allowed = (
        (b"Access-Control-Allow-Methods", b"POST"),
        (b"Access-Control-Allow-Headers", b"Content-Type"),
        (b"Access-Control-Max-Age", b"3600"),
    )
    return response(204, headers=(*answers.shared_with(origin), *allowed))
