"""Draw the demo's posters, stills and teaser into src/toile/ops/demo/artwork.

Usage: python scripts/artwork.py [posters|teaser]

All of it is the project's own drawing: nothing is borrowed from the real films. Needs
the Debian packages fonts-bebas-neue, fonts-courier-prime and fonts-ebgaramond.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from drawing import pamfir, staline, teaser
from PIL import Image

ARTWORK = Path(__file__).parent.parent / "src/toile/ops/demo/artwork"
OVERSAMPLED = 2

Drawing = Callable[[tuple[int, int]], Image.Image]
STILLS: tuple[tuple[str, tuple[int, int], Drawing], ...] = (
    ("ombre-600x900.webp", (600, 900), staline.poster),
    ("ombre-640x360.webp", (640, 360), teaser.still),
    ("pamfir-600x900.webp", (600, 900), pamfir.poster),
    ("pamfir-970x250.webp", (970, 250), pamfir.banner),
)


def posters() -> None:
    """Draw the stills at twice their size and reduce them, which smooths the edges."""
    for name, (width, height), draw in STILLS:
        large = draw((width * OVERSAMPLED, height * OVERSAMPLED))
        small = large.resize((width, height), Image.Resampling.LANCZOS)
        path = ARTWORK / name
        small.save(path, "WEBP", quality=82, method=6)
        print(f"{name}: {path.stat().st_size / 1000:.0f} kB")


def moving() -> None:
    """Draw and encode the teaser."""
    path = ARTWORK / "ombre-teaser.mp4"
    teaser.encode(path)
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


def main() -> None:
    """Draw what was asked for, or everything."""
    wanted = sys.argv[1:] or ["posters", "teaser"]
    ARTWORK.mkdir(exist_ok=True)
    for name in wanted:
        {"posters": posters, "teaser": moving}[name]()


if __name__ == "__main__":
    main()
