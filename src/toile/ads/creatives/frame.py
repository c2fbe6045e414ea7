"""What the creative's frame is told: the film, its label, and where to report."""

from typing import NamedTuple

from toile.wire.ids import Ulid
from toile.wire.near_you import NearCinema
from toile.wire.plan import Creative, Line, Media, Placement
from toile.wire.tags import FrameAd, FrameMedia


class FrameTokens(NamedTuple):
    """The sealed tokens of one served ad, by what each opens."""

    impression: str
    click: str
    why: str


def creative_of(line: Line, creative: Ulid) -> Creative | None:
    """Find a line's creative by id; ``None`` if the plan has changed since."""
    return next((c for c in line.creatives if c.id == creative), None)


def label_of(distributor: str) -> str:
    """Name the advertiser, as LCEN art. 20 asks (SPECS §3.2)."""
    return f"Publicité – {distributor}"


def frame_ad(
    *,
    line: Line,
    creative: Creative,
    placement: Placement,
    ads_url: str,
    portal_url: str,
    tokens: FrameTokens,
    near: tuple[NearCinema, ...] = (),
) -> FrameAd:
    """Put together all that the frame needs for one served ad."""
    return FrameAd(
        format=placement.format,
        width=placement.width,
        height=placement.height,
        label=label_of(line.distributor),
        film_title=line.film_title,
        film_rating=line.film_rating,
        distributor=line.distributor,
        poster=_media(_fitting(creative.poster, placement), ads_url),
        teaser=None if creative.teaser is None else _media(creative.teaser, ads_url),
        impression_url=f"{ads_url}/imp?t={tokens.impression}",
        view_url=f"{ads_url}/view?t={tokens.impression}",
        video_url=f"{ads_url}/video?t={tokens.impression}",
        click_url=f"{ads_url}/click/{tokens.click}",
        why_url=f"{portal_url}/pourquoi/{tokens.why}",
        near=near,
    )


def _fitting(poster: Media, placement: Placement) -> Media:
    """Take the poster that was made for places of this size, if one was."""
    return poster.fits.get(f"{placement.width}x{placement.height}", poster)


def _media(media: Media, ads_url: str) -> FrameMedia:
    return FrameMedia(
        url=f"{ads_url}/media/{media.file}",
        mime=media.mime,
        width=media.width,
        height=media.height,
    )
