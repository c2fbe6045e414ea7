"""What the creative's frame is told: the film, its label, and where to report."""

from toile.wire.ids import Ulid
from toile.wire.plan import Creative, Line, Media, Placement
from toile.wire.tags import FrameAd, FrameMedia


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
    impression_token: str,
    click_token: str,
    why_token: str,
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
        poster=_media(creative.poster, ads_url),
        teaser=None if creative.teaser is None else _media(creative.teaser, ads_url),
        impression_url=f"{ads_url}/imp?t={impression_token}",
        view_url=f"{ads_url}/view?t={impression_token}",
        video_url=f"{ads_url}/video?t={impression_token}",
        click_url=f"{ads_url}/click/{click_token}",
        why_url=f"{portal_url}/pourquoi/{why_token}",
    )


def _media(media: Media, ads_url: str) -> FrameMedia:
    return FrameMedia(
        url=f"{ads_url}/media/{media.file}",
        mime=media.mime,
        width=media.width,
        height=media.height,
    )
