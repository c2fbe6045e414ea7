"""POST and DELETE /optout: the ads wing's part of an objection, and of its end.

Only the portal's page « Mes données » may ask: a page's script can post in a visitor's
name, but its browser says whose page it is.
"""

from toile.edge import answers
from toile.edge.ads.wing import AID_COOKIE, AdsWing
from toile.edge.server import Answer, Request, problem, response

PATH = "/optout"

_DOOR = "optout"


def object_to_all(wing: AdsWing, request: Request) -> Answer:
    """Drop this wing's id and keep the objection."""
    if answers.origin_of(request) != wing.portal_url:
        wing.counters.count(_DOOR, "foreign_origin")
        return problem(
            403,
            "Foreign origin",
            "Only the page « Mes données » may ask this.",
            code="foreign_origin",
        )
    wing.counters.count(_DOOR, "objected")
    kept = (answers.drop_cookie(AID_COOKIE), answers.set_optout())
    return answers.empty((*answers.shared_with(wing.portal_url), *kept))


def take_back(wing: AdsWing, request: Request) -> Answer:
    """Drop the objection: a new yes may bring a new id."""
    wing.counters.count(_DOOR, "taken_back")
    dropped = answers.drop_cookie(answers.OPTOUT_COOKIE)
    return answers.empty((*_shared(wing, request), dropped))


def preflight(wing: AdsWing, request: Request) -> Answer:
    """Let the portal's page ask with DELETE."""
    methods = (b"Access-Control-Allow-Methods", b"POST, DELETE")
    return response(204, headers=(*_shared(wing, request), methods))


def _shared(wing: AdsWing, request: Request) -> answers.Headers:
    if answers.origin_of(request) == wing.portal_url:
        return answers.shared_with(wing.portal_url)
    return ()
