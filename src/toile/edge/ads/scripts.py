"""GET /tag.js, /why.svg and /media/{file}: what pages, players and frames load."""

from toile.edge.ads.wing import AdsWing
from toile.edge.bundles import script, source
from toile.edge.server import Answer, Request, problem, response

TAG = script(source("tag.js"))
ICON = response(
    200,
    source("why.svg"),
    headers=(
        (b"Content-Type", b"image/svg+xml"),
        (b"Cache-Control", b"public, max-age=86400"),
        (b"Cross-Origin-Resource-Policy", b"cross-origin"),
        (b"X-Content-Type-Options", b"nosniff"),
    ),
)
_MEDIA_PATH = "/media/"


def tag(_wing: AdsWing, request: Request) -> Answer:
    """Send the publisher's tag."""
    return TAG.answer(request)


def icon(_wing: AdsWing, _request: Request) -> Answer:
    """Send the mark over a teaser that leads to why it is shown."""
    return ICON


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
