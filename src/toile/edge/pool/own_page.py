"""Who may read what is told of a browser: the portal's page « Mes données » alone."""

from toile.edge import answers
from toile.edge.pool.wing import PoolWing
from toile.edge.server import Answer, Request, problem, response


def shared(wing: PoolWing, request: Request) -> answers.Headers:
    """Let the portal's page read the answer, and no other."""
    if answers.origin_of(request) == wing.portal_url:
        return answers.shared_with(wing.portal_url)
    return ()


def preflight(wing: PoolWing, request: Request) -> Answer:
    """Let the portal's page ask with DELETE."""
    methods = (b"Access-Control-Allow-Methods", b"GET, POST, DELETE")
    return response(204, headers=(*shared(wing, request), methods))


def foreign_page(wing: PoolWing, door: str) -> bytes:
    """Refuse what another page asks for in a visitor's name, without a preflight."""
    wing.counters.count(door, "foreign_origin")
    return problem(
        403,
        "Foreign origin",
        "Only the page « Mes données » may ask this.",
        code="foreign_origin",
    )
