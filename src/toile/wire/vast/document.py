"""What a VAST document says (VAST 4.2 §3): names are the standard's.

Addresses are absolute and hold no character that a URI may not; texts may be anything
that people write.
"""

from typing import Literal

import msgspec

TrackingEvent = Literal[
    "loaded",
    "start",
    "firstQuartile",
    "midpoint",
    "thirdQuartile",
    "complete",
    "mute",
    "unmute",
    "pause",
    "resume",
    "rewind",
    "skip",
    "playerExpand",
    "playerCollapse",
    "otherAdInteraction",
    "closeLinear",
]
"""The events of a linear ad that the XSD of 4.2 knows and players fire (§3.14.1)."""


class MediaFile(msgspec.Struct, frozen=True):
    """One rendition (§3.9.1): pixels, bytes, kilobits a second (0: not known)."""

    url: str
    mime: str
    width: int
    height: int
    size_bytes: int
    bitrate: int


class Icon(msgspec.Struct, frozen=True):
    """A mark over the film that leads to why it is shown (§3.15)."""

    program: str
    url: str
    mime: str
    width: int
    height: int
    click_url: str


class Companion(msgspec.Struct, frozen=True):
    """A picture beside the player (§3.11)."""

    url: str
    mime: str
    width: int
    height: int
    alt: str
    click_url: str
    view_url: str


class Linear(msgspec.Struct, frozen=True, kw_only=True):
    """The film itself (§3.8). ``skip_ms`` is when it may be skipped, if it may."""

    duration_ms: int
    media_files: tuple[MediaFile, ...]
    tracking: tuple[tuple[TrackingEvent, str], ...]
    click_url: str
    icons: tuple[Icon, ...] = ()
    skip_ms: int | None = None


class InLine(msgspec.Struct, frozen=True, kw_only=True):
    """One ad with all that a player needs (§3.4)."""

    ad_id: str
    system: str
    title: str
    serving_id: str
    advertiser: str
    impression_url: str
    view_url: str
    error_url: str
    creative_id: str
    registry: str
    linear: Linear
    companions: tuple[Companion, ...] = ()
