"""VAST 4.2, as Toile writes it: one ad in line, or none.

Written by the ads wing (``/vast`` and video bids), read by whichever player asks.
Elements stand in the order of IAB's ``vast_4.2.xsd``, whose every ``xs:sequence`` makes
order a rule (SPECS §5.1). What differs from one served ad to the
next are holes: an ad is written once a plan, and each serve only fills them.
"""

from toile.wire.vast.document import (
    Companion,
    Icon,
    InLine,
    Linear,
    MediaFile,
    TrackingEvent,
)
from toile.wire.vast.template import HOLES, Template, hole
from toile.wire.vast.write import NO_AD, write

__all__ = [
    "HOLES",
    "NO_AD",
    "Companion",
    "Icon",
    "InLine",
    "Linear",
    "MediaFile",
    "Template",
    "TrackingEvent",
    "hole",
    "write",
]
