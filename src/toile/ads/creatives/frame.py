"""What the creative's frame is told: the film, its label, and where to report."""

from typing import NamedTuple

from toile.ads.creatives.addresses import Hosts
from toile.ads.creatives.posters import fitting
from toile.ads.creatives.weight import may_autoplay
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
    hosts: Hosts,
    tokens: FrameTokens,
    near: tuple[NearCinema, ...] = (),
    price: str = "",
    by_hand: bool = False,
) -> FrameAd:
    """Put together all that the frame needs for one served ad.

    ``price`` (percent-encoded) is what an exchange told of the price; ``by_hand`` lets
    no teaser start by itself.
    """
    poster = fitting(creative.poster, placement.width, placement.height)
    return FrameAd(
        format=placement.format,
        width=placement.width,
        height=placement.height,
        label=label_of(line.distributor),
        film_title=line.film_title,
        film_rating=line.film_rating,
        distributor=line.distributor,
        poster=_media(poster, hosts),
        teaser=None if creative.teaser is None else _media(creative.teaser, hosts),
        impression_url=hosts.impression(tokens.impression, price),
        view_url=hosts.view(tokens.impression),
        video_url=hosts.video(tokens.impression),
        click_url=hosts.click(tokens.click),
        why_url=hosts.why(tokens.why),
        near=near,
        autoplay=may_autoplay(creative, placement) and not by_hand,
    )


def _media(media: Media, hosts: Hosts) -> FrameMedia:
    return FrameMedia(
        url=hosts.media(media.file),
        mime=media.mime,
        width=media.width,
        height=media.height,
    )
