"""A creative in the very frame that readers will see, without counting anything.

The frame is the edge's own file, read as it lies in the installed package: what is
previewed is what is served. Its reports lead nowhere, and its policy lets none out.
"""

import secrets
from functools import cache
from pathlib import Path

import msgspec
from django.http import HttpResponse
from django.urls import reverse

import toile
from toile.ads.creatives.frame import label_of
from toile.portal.campaigns.models import Campaign, Creative
from toile.wire.tags import FrameAd, FrameMedia
from toile.wire.targeting import Format

_NOWHERE = "data:,"
_AD = "/*TOILE_AD*/null"
_NONCE = "TOILE_NONCE"


@cache
def _page() -> str:
    file = Path(toile.__file__).parent / "edge" / "bundles" / "frame.html"
    return file.read_text()


def frame_of(
    campaign: Campaign, creative: Creative, format_: Format, width: int, height: int
) -> HttpResponse:
    """Draw a creative as a placement of this size would."""
    nonce = secrets.token_urlsafe(12)
    ad = _ad(campaign, creative, format_, width, height)
    # "<" cannot end the script element that the JSON stands in.
    told = msgspec.json.encode(ad).decode().replace("<", "\\u003c")
    # The nonce first: a film's title must not be able to ask for it.
    answer = HttpResponse(_page().replace(_NONCE, nonce).replace(_AD, told))
    answer["Content-Security-Policy"] = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src 'unsafe-inline'; script-src 'nonce-{nonce}'; "
        "img-src 'self' data:; media-src 'self'; frame-ancestors 'self'"
    )
    answer["X-Frame-Options"] = "SAMEORIGIN"
    answer["Cache-Control"] = "no-store"
    return answer


def _ad(
    campaign: Campaign, creative: Creative, format_: Format, width: int, height: int
) -> FrameAd:
    film = campaign.film
    teaser = None
    if creative.teaser_file:
        teaser = FrameMedia(
            reverse("campaigns:teaser", args=[creative.id]),
            creative.teaser_mime,
            creative.teaser_width or 16,
            creative.teaser_height or 9,
        )
    return FrameAd(
        format=format_,
        width=width,
        height=height,
        label=label_of(campaign.distributor.name),
        film_title=film.title,
        film_rating=film.rating,
        distributor=campaign.distributor.name,
        poster=_poster(creative, f"{width}x{height}"),
        teaser=teaser,
        impression_url=_NOWHERE,
        view_url=_NOWHERE,
        video_url=_NOWHERE,
        click_url=film.allocine_url,
        why_url=reverse("spectators:my_data"),
    )


def _poster(creative: Creative, size: str) -> FrameMedia:
    address = reverse("campaigns:poster", args=[creative.id])
    fit = creative.fits.get(size)
    if fit:
        return FrameMedia(
            f"{address}?taille={size}", fit["mime"], fit["width"], fit["height"]
        )
    return FrameMedia(
        address, creative.poster_mime, creative.poster_width, creative.poster_height
    )
