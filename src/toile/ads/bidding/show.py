"""What of a line is shown for an impression: as film, as frame, or as a native ad.

A player is given a film where there is one that it takes; else a page's own frame; else
the parts of a native ad. Attributes are AdCOM's (SPECS §1.6).
"""

from typing import Literal

import msgspec

from toile.ads.bidding.film_floor import film_floor
from toile.ads.bidding.offered import Offered
from toile.ads.bidding.restrictions import POP, shows_html
from toile.ads.creatives import native, video
from toile.ads.creatives.addresses import Hosts
from toile.ads.creatives.frames import Frames
from toile.ads.delivery.refusals import NoBidReason
from toile.ads.direct.compiled import weighed
from toile.wire.openrtb.native import AssetAnswer, NativeRequest
from toile.wire.plan import Creative, Line, Placement

_OUR_TYPES = frozenset((3, 4))
"""AdCOM's banner ad types: JavaScript, iframe."""

AUTOPLAY_IN_BANNER, BY_HAND_IN_BANNER, SKIPPABLE = 6, 7, 16

Mtype = Literal[1, 2, 4]
BANNER: Mtype = 1
VIDEO: Mtype = 2
NATIVE: Mtype = 4
"""Bid.mtype (OpenRTB 2.6 §4.2.3)."""


class Shown(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A creative, how it is shown, and what that declares."""

    mtype: Mtype
    creative: Creative
    width: int | None = None
    height: int | None = None
    attributes: tuple[int, ...] = ()
    by_hand: bool = False
    showing: video.Showing | None = None
    request: NativeRequest | None = None
    assets: tuple[AssetAnswer, ...] = ()


def show(
    line: Line,
    placement: Placement,
    offered: Offered,
    turn: int,
    *,
    hosts: Hosts,
    frames: Frames,
) -> Shown | NoBidReason:
    """Choose what is shown; ``turn`` rotates the creatives that fit alike."""
    imp = offered.imp
    reason = NoBidReason.CREATIVE
    if imp.video is not None:
        found = _film(line, offered, turn)
        if found is not None:
            return found
    if imp.banner is not None:
        framed = _frame(line, placement, offered, turn, frames)
        if isinstance(framed, Shown):
            return framed
        reason = framed
    if imp.native is not None:
        filled = _native(line, imp.native.request, hosts, turn)
        if filled is not None:
            return filled
    return reason


def _film(line: Line, offered: Offered, turn: int) -> Shown | None:
    asked = offered.imp.video
    assert asked is not None
    if offered.format == "popup" and asked.battr and POP in asked.battr:
        return None
    fits = [
        (creative, showing)
        for creative in weighed(line.creatives)
        if isinstance(showing := video.choose(creative, asked), video.Showing)
        and film_floor(offered.films, showing.films[0]) <= line.bid
    ]
    if not fits:
        return None
    creative, showing = fits[turn % len(fits)]
    skips = () if showing.skip_ms is None else (SKIPPABLE,)
    return Shown(
        mtype=VIDEO,
        creative=creative,
        width=asked.w or showing.films[0].width,
        height=asked.h or showing.films[0].height,
        attributes=(POP, *skips) if offered.format == "popup" else skips,
        showing=showing,
    )


def _frame(
    line: Line, placement: Placement, offered: Offered, turn: int, frames: Frames
) -> Shown | NoBidReason:
    banner = offered.imp.banner
    assert banner is not None
    blocked = banner.battr or ()
    popup = offered.format == "popup"
    if popup and POP in blocked:
        return NoBidReason.ATTRIBUTE
    if not shows_html(banner):
        return NoBidReason.CREATIVE
    if banner.btype and not _OUR_TYPES.isdisjoint(banner.btype):
        return NoBidReason.CREATIVE
    still = BY_HAND_IN_BANNER in blocked
    fits = frames.of(line, placement, still=still)
    if not fits:
        light = frames.of(line, placement, still=False)
        return NoBidReason.ATTRIBUTE if light else NoBidReason.CREATIVE
    framed = fits[turn % len(fits)]
    by_hand = AUTOPLAY_IN_BANNER in blocked
    width, height = placement.width, placement.height
    if popup and offered.sizes and (width, height) not in offered.sizes:
        # It fills whichever frame it is put into, and is told by a size that is asked.
        width, height = offered.sizes[0]
    attributes: tuple[int, ...] = (POP,) if popup else ()
    if framed.creative.teaser is not None:
        plays = framed.autoplay and not by_hand
        attributes += (AUTOPLAY_IN_BANNER if plays else BY_HAND_IN_BANNER,)
    return Shown(
        mtype=BANNER,
        creative=framed.creative,
        width=width,
        height=height,
        attributes=attributes,
        by_hand=by_hand,
    )


def _native(line: Line, raw: msgspec.Raw, hosts: Hosts, turn: int) -> Shown | None:
    request = native.read(raw)
    if not isinstance(request, NativeRequest):
        return None
    fits = weighed(line.creatives)
    creative = fits[turn % len(fits)]
    assets = native.fill(request, line, creative, hosts)
    if not isinstance(assets, tuple):
        return None
    return Shown(mtype=NATIVE, creative=creative, request=request, assets=assets)
