"""How large and heavy a rendition may be, by the size of its placement.

IAB New Ad Portfolio (SPECS §5.4): the weight of the first load. The frame around the
picture takes a few kilobytes of it.
"""

FRAME_BYTES = 25_000
USUAL_BYTES = 150_000
_INITIAL_BYTES = {
    "970x250": 250_000,
    "300x250": 150_000,
    "300x600": 250_000,
    "300x1050": 250_000,
    "728x90": 150_000,
    "970x90": 200_000,
    "160x600": 150_000,
    "320x50": 50_000,
    "300x50": 50_000,
    "640x1136": 300_000,
    "750x1334": 300_000,
    "1080x1920": 300_000,
}
# What French publishers sell most, made even before a placement of theirs is open.
USUAL_SIZES = frozenset({(300, 250), (300, 600), (970, 250), (640, 480)})


def size_name(width: int, height: int) -> str:
    """Name a size as the trade does."""
    return f"{width}x{height}"


def most_bytes(width: int, height: int) -> int:
    """How heavy the picture for a placement may be."""
    initial = _INITIAL_BYTES.get(size_name(width, height), USUAL_BYTES)
    return min(initial, USUAL_BYTES + FRAME_BYTES) - FRAME_BYTES
