"""GET /frame/{token}: the creative's own page, shown in a sandboxed iframe.

On a publisher's page by our tag, or in the markup of a bid: then ``p`` is what the
exchange put in place of its price macro, and goes on with the impression, and
``play=hand`` keeps the teaser from starting by itself.
"""

import secrets
from urllib.parse import quote

import msgspec

from toile.ads.creatives.addresses import Hosts
from toile.ads.creatives.frame import FrameTokens, creative_of, frame_ad
from toile.ads.direct.serving import click_token, why_token
from toile.edge.ads.shown import Shown, opened
from toile.edge.ads.wing import AdsWing
from toile.edge.bundles import source
from toile.edge.server import Answer, Request, problem, response
from toile.wire.clock import now_ms
from toile.wire.errors import TokenError
from toile.wire.ids import Ulid
from toile.wire.near_you import NearCinema
from toile.wire.plan import Placement
from toile.wire.tags import FrameAd
from toile.wire.tokens import BidToken

_DOOR = "frame"
_PATH = "/frame/"
_PAGE = source("frame.html")
_AD = b"/*TOILE_AD*/null"
_NONCE = b"TOILE_NONCE"
_LONGEST_PRICE = 200
# Fetch Metadata; browsers that do not say (b"") are taken at their word.
_FRAMES = (b"", b"iframe", b"frame")


def frame(wing: AdsWing, request: Request) -> Answer:
    """Send the page of a served ad, with its click sealed into it."""
    # A page that asks for more than a frame wants to read what stands in it.
    if request.header(b"sec-fetch-dest") not in _FRAMES:
        wing.counters.count(_DOOR, "not_framed")
        return problem(404, "Not a page", "This is shown inside a publisher's page.")
    now = now_ms()
    try:
        shown = opened(wing, request.path[len(_PATH) :], now)
    except TokenError:
        wing.counters.count(_DOOR, "bad_token")
        return problem(404, "Unknown ad", "This ad was not served, or long ago.")
    ad = _ad(wing, request, shown, now)
    if ad is None:
        wing.counters.count(_DOOR, "line_gone")
        return problem(404, "Unknown ad", "The campaign has ended meanwhile.")
    wing.counters.count(_DOOR, "shown")
    return _page(wing, ad)


def _ad(wing: AdsWing, request: Request, shown: Shown, now: int) -> FrameAd | None:
    compiled = wing.plan.current
    line = compiled.lines.get(shown.line)
    creative = None if line is None else creative_of(line, shown.creative)
    placement = _placement(wing, shown)
    if line is None or creative is None or placement is None:
        return None
    return frame_ad(
        line=line,
        creative=creative,
        placement=placement,
        hosts=Hosts(wing.ads_url, wing.portal_url),
        tokens=FrameTokens(
            impression=wing.tokens.seal(shown),
            click=wing.tokens.seal(click_token(shown, line, now)),
            why=wing.why.seal(why_token(shown, line, now)),
        ),
        near=_near(wing, request, line.id),
        price=_price(request, shown),
        by_hand=request.param("play") == "hand",
    )


def _price(request: Request, shown: Shown) -> str:
    """Pass on what the exchange told; whoever made it up is found out at /imp."""
    if not isinstance(shown, BidToken):
        return ""
    return quote((request.param("p") or "")[:_LONGEST_PRICE], safe="")


def _near(wing: AdsWing, request: Request, line: Ulid) -> tuple[NearCinema, ...]:
    """Look up who plays the film where this browser is; nobody, if that is unknown."""
    by_departement = wing.plan.current.near_you.get(line)
    if by_departement is None:
        return ()
    return by_departement.get(wing.places.of(request).departement or "", ())


def _placement(wing: AdsWing, shown: Shown) -> Placement | None:
    return wing.plan.current.by_placement.get(shown.placement)


def _page(wing: AdsWing, ad: FrameAd) -> bytes:
    nonce = secrets.token_urlsafe(12).encode()
    # "<" cannot end the script element that the JSON stands in.
    told = msgspec.json.encode(ad).replace(b"<", b"\\u003c")
    # The nonce first: a film's title must not be able to ask for it.
    body = _PAGE.replace(_NONCE, nonce).replace(_AD, told)
    ads = wing.ads_url.encode()
    policy = (
        b"default-src 'none'; base-uri 'none'; form-action 'none'; "
        b"style-src 'unsafe-inline'; script-src 'nonce-" + nonce + b"'; "
        b"img-src " + ads + b" data:; media-src " + ads
    )
    headers = (
        (b"Content-Type", b"text/html; charset=utf-8"),
        (b"Content-Security-Policy", policy),
        (b"Cache-Control", b"no-store"),
        (b"Referrer-Policy", b"origin"),
        (b"X-Content-Type-Options", b"nosniff"),
        (b"X-Robots-Tag", b"noindex"),
    )
    return response(200, body, headers=headers)
