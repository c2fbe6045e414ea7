"""What an ad weighs: before anybody asks for it, and before anybody clicks.

Limits of the issue that hold for all sizes: 150 kB to begin with (IAB New Ad Portfolio
2017 grants that to a 300x250; SPECS §5.4), 4 MB before a click, where Chrome takes
heavier ads away (SPECS §5.3).
"""

from toile.ads.creatives.posters import fitting
from toile.wire.plan import Creative, Placement

INITIAL_BYTES = 150_000
BEFORE_CLICK_BYTES = 4_000_000
FRAME_BYTES = 20_000
"""The frame's page with all it is told, and the markup around it; a test holds both."""


def initial_bytes(creative: Creative, place: Placement) -> int:
    """Give what is loaded at once: markup, frame, and the poster for this place."""
    return FRAME_BYTES + fitting(creative.poster, place.width, place.height).size_bytes


def is_light(creative: Creative, place: Placement) -> bool:
    """Tell whether an ad may be offered to exchanges for this place."""
    return initial_bytes(creative, place) <= INITIAL_BYTES


def may_autoplay(creative: Creative, place: Placement) -> bool:
    """Tell whether its teaser may start by itself, muted; else a click starts it."""
    if creative.teaser is None:
        return False
    whole = initial_bytes(creative, place) + creative.teaser.size_bytes
    return whole <= BEFORE_CLICK_BYTES
