"""GET /click/{token}: written down, fsynced, then redirected to the film's page.

The edge notes what it saw and refuses nobody a film page; whether the click is billed
is decided later, from all clicks together. The address comes out of our own seal,
never out of the request.
"""

from functools import lru_cache

from toile.ads.clicks.redirect import film_page
from toile.edge import answers
from toile.edge.ads.agents import classify, is_navigation, prefetches
from toile.edge.ads.wing import AdsWing, aid_of
from toile.edge.server import Answer, Request, WhenDurable, problem, response
from toile.wire.clock import now_ms
from toile.wire.errors import TokenError
from toile.wire.events import Click
from toile.wire.ids import new_ulid
from toile.wire.tokens import ClickToken

_DOOR = "click"
_PATH = "/click/"
_FILMS_KEPT = 1_000


def click(wing: AdsWing, request: Request) -> Answer:
    """Record a click and send its browser to the film's page."""
    token = _opened(wing, request)
    if isinstance(token, bytes):
        return token
    if token.is_test:
        wing.counters.count(_DOOR, "test")
        return _redirect(token.allocine_id)
    now = now_ms()
    event = Click(
        id=new_ulid(now),
        at_ms=now,
        impression=token.impression,
        served_ms=token.served_ms,
        campaign=token.campaign,
        line=token.line,
        creative=token.creative,
        placement=token.placement,
        aid=token.spectator,
        # The click's cookie is only read to be compared with a pool ad's own id.
        cookie_aid=None if token.spectator is None else aid_of(request),
        agent=classify(request.header(b"user-agent")),
        prefetch=prefetches(request.header(b"sec-purpose"), request.header(b"purpose")),
        expired=token.expires_ms <= now,
        fetched=not is_navigation(request),
    )
    wing.counters.count(_DOOR, "measured")
    return WhenDurable(
        wing.journal.append(event), _redirect(token.allocine_id), answers.unavailable()
    )


def click_head(wing: AdsWing, request: Request) -> Answer:
    """Tell where a click would lead (HEAD); nobody clicked, so nothing is written."""
    token = _opened(wing, request)
    return token if isinstance(token, bytes) else _redirect(token.allocine_id)


def _opened(wing: AdsWing, request: Request) -> ClickToken | bytes:
    try:
        return wing.tokens.open_expired(request.path[len(_PATH) :], ClickToken)
    except TokenError:
        wing.counters.count(_DOOR, "bad_token")
        return problem(
            404, "Unknown link", "This link was not made by us.", code="bad_token"
        )


@lru_cache(_FILMS_KEPT)
def _redirect(allocine_id: int) -> bytes:
    return response(
        302,
        headers=(
            (b"Location", film_page(allocine_id).encode("ascii")),
            (b"Cache-Control", b"no-store"),
            (b"Referrer-Policy", b"origin"),
            (b"X-Robots-Tag", b"noindex"),
        ),
    )
