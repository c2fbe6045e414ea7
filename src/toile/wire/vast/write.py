"""Writing VAST 4.2, every element where ``vast_4.2.xsd`` wants it.

Texts and attributes are escaped, addresses stand in CDATA as the specification asks
(§2.3.3). What XML 1.0 cannot say at all (control characters, half a surrogate pair) is
left out of texts.
"""

import re
from html import escape

from toile.wire.vast.document import Companion, Icon, InLine, Linear, MediaFile

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.iab.com/VAST"'
_UNSAYABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

NO_AD = f'{_HEAD}<VAST version="4.2" {_NAMESPACE}/>\n'
"""The answer that there is no ad (§2.4.2.4): a whole document, with status 200."""


def write(ad: InLine) -> str:
    """Write one ad as a whole document; holes in its addresses stay where they are."""
    return (
        f'{_HEAD}<VAST version="4.2" {_NAMESPACE}>'
        f'<Ad id="{_text(ad.ad_id)}"><InLine>'
        f"<AdSystem>{_text(ad.system)}</AdSystem>"
        f"<Error>{_address(ad.error_url)}</Error>"
        f"<Impression>{_address(ad.impression_url)}</Impression>"
        f"<ViewableImpression><Viewable>{_address(ad.view_url)}</Viewable>"
        "</ViewableImpression>"
        # Ours, and often a hole: no text of anybody else's.
        f"<AdServingId>{ad.serving_id}</AdServingId>"
        f"<AdTitle>{_text(ad.title)}</AdTitle>"
        f"<Advertiser>{_text(ad.advertiser)}</Advertiser>"
        f"<Creatives>{_creatives(ad)}</Creatives>"
        "</InLine></Ad></VAST>\n"
    )


def _creatives(ad: InLine) -> str:
    name, registry = _text(ad.creative_id), _text(ad.registry)
    universal = f'<UniversalAdId idRegistry="{registry}">{name}</UniversalAdId>'
    film = f'<Creative id="{name}">{_linear(ad.linear)}{universal}</Creative>'
    if not ad.companions:
        return film
    beside = "".join(_companion(each) for each in ad.companions)
    return (
        f'{film}<Creative id="{name}-companion">'
        f'<CompanionAds required="none">{beside}</CompanionAds>{universal}</Creative>'
    )


def _linear(linear: Linear) -> str:
    skip = ""
    if linear.skip_ms is not None:
        skip = f' skipoffset="{_time(linear.skip_ms)}"'
    icons = "".join(_icon(each) for each in linear.icons)
    tracking = "".join(
        f'<Tracking event="{event}">{_address(url)}</Tracking>'
        for event, url in linear.tracking
    )
    files = "".join(_media_file(each) for each in linear.media_files)
    return (
        f"<Linear{skip}>"
        f"{f'<Icons>{icons}</Icons>' if icons else ''}"
        f"<TrackingEvents>{tracking}</TrackingEvents>"
        f"<Duration>{_time(linear.duration_ms)}</Duration>"
        f"<MediaFiles>{files}</MediaFiles>"
        f"<VideoClicks><ClickThrough>{_address(linear.click_url)}</ClickThrough>"
        "</VideoClicks></Linear>"
    )


def _media_file(media: MediaFile) -> str:
    bitrate = f' bitrate="{media.bitrate}"' if media.bitrate else ""
    return (
        f'<MediaFile delivery="progressive" type="{_text(media.mime)}" '
        f'width="{media.width}" height="{media.height}"{bitrate} scalable="true" '
        f'maintainAspectRatio="true" fileSize="{media.size_bytes}">'
        f"{_address(media.url)}</MediaFile>"
    )


def _icon(icon: Icon) -> str:
    return (
        f'<Icon program="{_text(icon.program)}" width="{icon.width}" '
        f'height="{icon.height}" xPosition="right" yPosition="top">'
        f'<StaticResource creativeType="{_text(icon.mime)}">{_address(icon.url)}'
        "</StaticResource><IconClicks><IconClickThrough>"
        f"{_address(icon.click_url)}</IconClickThrough></IconClicks></Icon>"
    )


def _companion(companion: Companion) -> str:
    return (
        f'<Companion width="{companion.width}" height="{companion.height}">'
        f'<StaticResource creativeType="{_text(companion.mime)}">'
        f"{_address(companion.url)}</StaticResource>"
        f"<AltText>{_text(companion.alt)}</AltText>"
        f"<CompanionClickThrough>{_address(companion.click_url)}"
        '</CompanionClickThrough><TrackingEvents><Tracking event="creativeView">'
        f"{_address(companion.view_url)}</Tracking></TrackingEvents></Companion>"
    )


def _text(text: str) -> str:
    return escape(_UNSAYABLE.sub("", text))


def _address(address: str) -> str:
    return f"<![CDATA[{address.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _time(milliseconds: int) -> str:
    """Write HH:MM:SS.mmm, which is an ``xs:time``: a day would be none."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"
