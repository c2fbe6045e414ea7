"""GET /tag.js and GET /media/{file}: what publisher pages and frames load."""

from toile.edge.ads.wing import AdsWing
from toile.edge.bundles import script, source
from toile.edge.server import Answer, Request, problem

TAG = script(source("tag.js"))
_MEDIA_PATH = "/media/"


def tag(_wing: AdsWing, request: Request) -> Answer:
    """Send the publisher's tag."""
    return TAG.answer(request)


def media(wing: AdsWing, request: Request) -> Answer:
    """Send a poster or a teaser of the plan in force."""
    answer = wing.shelf.answer(request, request.path[len(_MEDIA_PATH) :])
    if answer is None:
        wing.counters.count("media", "unknown_file")
        return problem(
            404,
            "Unknown file",
            "No live creative has this file.",
            code="unknown_file",
        )
    return answer
