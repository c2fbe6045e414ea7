"""GET /me/erasures/{number}: what became of an erasure; the number names no browser."""

from toile.edge import answers
from toile.edge.pool.own_page import shared
from toile.edge.pool.wing import PoolWing
from toile.edge.server import Answer, Request, problem
from toile.pool.acknowledged import ACKNOWLEDGED, decode, read_number, state
from toile.wire.errors import ProfileError

PATH = "/me/erasures/"

_DOOR = "erasures"


def erasure_state(wing: PoolWing, request: Request) -> Answer:
    """Tell when an erasure had reached each place."""
    headers = shared(wing, request)
    number = read_number(request.path[len(PATH) :])
    try:
        record = None
        if number is not None:
            record = wing.space.get(ACKNOWLEDGED, number.encode())
    except ProfileError:
        wing.counters.count(_DOOR, "store_unavailable")
        return answers.unavailable(headers, "store_unavailable")
    if number is None or record is None:
        wing.counters.count(_DOOR, "unknown_number")
        return problem(
            404,
            "Unknown number",
            "No erasure of the last year has this number; one just asked for is "
            "known within seconds.",
            code="unknown_number",
            headers=headers,
        )
    wing.counters.count(_DOOR, "shown")
    return answers.json(state(number, decode(record)), headers)
