"""A teaser in somebody else's player: which renditions it takes, and the VAST for it.

The document is written once a line and creative, with holes for what each serve seals
(``wire.vast.Template``). The impression is what bills there (SPECS §1.5), so that on
an exchange it carries the price.
"""

from urllib.parse import urlsplit

import msgspec

from toile.ads.creatives.addresses import PRICE_MACRO, Hosts
from toile.ads.creatives.frame import FrameTokens
from toile.ads.creatives.posters import fitting, renditions
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.ids import Ulid, ulid_int
from toile.wire.openrtb import Video
from toile.wire.plan import Creative, Line, Media
from toile.wire.vast import (
    Companion,
    Icon,
    InLine,
    Linear,
    MediaFile,
    Template,
    TrackingEvent,
    hole,
    write,
)
from toile.wire.vast.template import Hole

PROTOCOL = 13
"""VAST 4.2 (AdCOM, creative subtypes)."""

# A player of 4.3 reads 4.2 as well: it took nothing away (SPECS §5.1).
_PROTOCOLS = {PROTOCOL, 15}
_LINEAR = 1
_PROGRESSIVE = {2, 3}
_STATIC_COMPANION = 1
_SKIP_BUTTON = 16
_USUAL_COMPANION = (300, 250)
WHY = "Pourquoi cette publicité ?"
ICON = "why.svg"
ICON_PX = 24

QUARTILES: dict[TrackingEvent, str] = {
    "start": "start",
    "firstQuartile": "first",
    "midpoint": "midpoint",
    "thirdQuartile": "third",
    "complete": "complete",
}
"""What /video calls the events that are written down (``events.Quartile``)."""

_OTHERS: tuple[TrackingEvent, ...] = (
    "loaded",
    "mute",
    "unmute",
    "pause",
    "resume",
    "rewind",
    "playerExpand",
    "playerCollapse",
    "otherAdInteraction",
    "closeLinear",
)
COMPANION_VIEW = "companion"


class Showing(msgspec.Struct, frozen=True):
    """What a player is given: renditions, the best first, and a poster beside it.

    ``skip_ms`` is when the film may be skipped, if it may be.
    """

    films: tuple[Media, ...]
    companion: Media | None
    skip_ms: int | None = None


def of_creative(creative: Creative) -> Showing | None:
    """Give a player all there is; ``None`` for a creative without a teaser."""
    if creative.teaser is None:
        return None
    return Showing(renditions(creative.teaser), _usual_poster(creative))


def choose(creative: Creative, video: Video) -> Showing | NoBidReason:
    """Choose what fits an OpenRTB video object (2.6 §3.2.7), or refuse by code."""
    if creative.teaser is None or not _speaks(video):
        return NoBidReason.CREATIVE
    films = [m for m in renditions(creative.teaser) if _fits(m, video)]
    if not films:
        return NoBidReason.CREATIVE
    films.sort(key=lambda media: _distance(media, video))
    return Showing(tuple(films), _beside(creative, video), _skip(films[0], video))


def in_line(
    line: Line, creative: Creative, showing: Showing, *, hosts: Hosts, priced: bool
) -> InLine:
    """Say what a player needs, with holes for tokens.

    ``priced``: an exchange's player, whose impression carries the price.
    """
    token, click = hole("impression"), hosts.click(hole("click"))
    beside = showing.companion
    return InLine(
        ad_id=line.id,
        system="Toile",
        title=line.film_title,
        serving_id=hole("serving"),
        advertiser=line.distributor,
        impression_url=hosts.impression(token, PRICE_MACRO if priced else ""),
        view_url=hosts.view(token),
        error_url=f"{hosts.video(token, 'error')}&code=[ERRORCODE]",
        creative_id=creative.id,
        registry=urlsplit(hosts.ads).netloc,
        linear=Linear(
            duration_ms=showing.films[0].duration_ms or 0,
            media_files=tuple(_file(media, hosts) for media in showing.films),
            tracking=_tracking(hosts, token, showing.skip_ms),
            click_url=click,
            icons=(_icon(hosts),),
            skip_ms=showing.skip_ms,
        ),
        companions=()
        if beside is None
        else (_companion(line, beside, hosts, token, click),),
    )


def template(
    line: Line, creative: Creative, showing: Showing, *, hosts: Hosts, priced: bool
) -> Template:
    """Write the document of a line's creative, once a plan."""
    told = in_line(line, creative, showing, hosts=hosts, priced=priced)
    return Template(write(told))


def values(tokens: FrameTokens, impression: Ulid) -> dict[Hole, str]:
    """Give what fills the holes for one served ad.

    The serving id is a GUID (VAST 4.2 §3.4.1): the impression's ULID, written so.
    """
    number = f"{ulid_int(impression):032x}"
    guid = "-".join(
        (number[:8], number[8:12], number[12:16], number[16:20], number[20:])
    )
    return {
        "impression": tokens.impression,
        "click": tokens.click,
        "why": tokens.why,
        "serving": guid,
    }


def _speaks(video: Video) -> bool:
    """Tell whether the player takes our protocol, delivery and kind of ad."""
    return (
        (not video.protocols or not _PROTOCOLS.isdisjoint(video.protocols))
        and (not video.delivery or not _PROGRESSIVE.isdisjoint(video.delivery))
        and video.linearity in (None, 0, _LINEAR)
    )


def _fits(media: Media, video: Video) -> bool:
    mimes = {mime.partition(";")[0].strip().lower() for mime in video.mimes}
    # Encoders are some frames off: a teaser of 30.04 s is one of 30.
    seconds = round((media.duration_ms or 0) / 1000)
    if media.mime.lower() not in mimes or seconds < 1:
        return False
    if video.rqddurs:
        if seconds not in video.rqddurs:
            return False
    elif seconds < video.minduration or seconds > (video.maxduration or seconds):
        return False
    rate = bitrate(media)
    return (video.minbitrate or 0) <= rate <= (video.maxbitrate or rate)


def bitrate(media: Media) -> int:
    """Give the mean of all streams, kilobits a second; 0 without a duration."""
    return 0 if not media.duration_ms else media.size_bytes * 8 // media.duration_ms


def _distance(media: Media, video: Video) -> tuple[bool, float]:
    """Rank: no larger than the player, and as near to its size as there is."""
    if not video.w or not video.h:
        return False, -bitrate(media)
    larger = media.width > video.w or media.height > video.h
    return larger, abs(media.width * media.height - video.w * video.h)


def _skip(media: Media, video: Video) -> int | None:
    """Let it be skipped where the player asks for that (§3.2.7 skip, skipmin)."""
    if video.skip != 1 or _SKIP_BUTTON in (video.battr or ()):
        return None
    length, after = media.duration_ms or 0, max(video.skipafter, 0) * 1000
    return after if length > max(video.skipmin * 1000, after) else None


def _beside(creative: Creative, video: Video) -> Media | None:
    """Choose the poster for the first place beside the player that has its size."""
    kinds = video.companiontype
    if kinds and _STATIC_COMPANION not in kinds:
        return None
    for place in video.companionad or ():
        sizes = place.format or (place,)
        for size in sizes:
            made = fitting(creative.poster, size.w or 0, size.h or 0)
            if made is not creative.poster:
                return made
    return _usual_poster(creative)


def _usual_poster(creative: Creative) -> Media:
    return fitting(creative.poster, *_USUAL_COMPANION)


def _tracking(
    hosts: Hosts, token: str, skip_ms: int | None
) -> tuple[tuple[TrackingEvent, str], ...]:
    named = [*QUARTILES.items(), *((event, event) for event in _OTHERS)]
    if skip_ms is not None:
        named.append(("skip", "skip"))
    return tuple((event, hosts.video(token, name)) for event, name in named)


def _file(media: Media, hosts: Hosts) -> MediaFile:
    return MediaFile(
        url=hosts.media(media.file),
        mime=media.mime,
        width=media.width,
        height=media.height,
        size_bytes=media.size_bytes,
        bitrate=bitrate(media),
    )


def _icon(hosts: Hosts) -> Icon:
    """Lead to why; the mark of AdChoices needs a licence and is not this one (§5.4)."""
    return Icon(
        program=WHY,
        url=f"{hosts.ads}/{ICON}",
        mime="image/svg+xml",
        width=ICON_PX,
        height=ICON_PX,
        click_url=hosts.why(hole("why")),
    )


def _companion(
    line: Line, poster: Media, hosts: Hosts, token: str, click: str
) -> Companion:
    return Companion(
        url=hosts.media(poster.file),
        mime=poster.mime,
        width=poster.width,
        height=poster.height,
        alt=f"Affiche du film {line.film_title}",
        click_url=click,
        view_url=hosts.video(token, COMPANION_VIEW),
    )
