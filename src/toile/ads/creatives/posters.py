"""Which of a poster's renditions goes where."""

from toile.wire.plan import Media


def fitting(poster: Media, width: int, height: int) -> Media:
    """Take the poster that was made for places of this size, if one was."""
    return poster.fits.get(f"{width}x{height}", poster)


def renditions(media: Media) -> tuple[Media, ...]:
    """List a picture or a film as given, then as it was made for certain sizes."""
    return (media, *media.fits.values())
