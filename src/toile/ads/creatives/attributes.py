"""What an ad must declare of itself (AdCOM, creative attributes; SPECS §1.6)."""

from toile.ads.creatives.weight import may_autoplay
from toile.wire.plan import Creative, Placement

IN_BANNER_AUTOPLAY = 6
IN_BANNER_BY_HAND = 7
POP = 8
SKIP_BUTTON = 16
STATIC_VISUAL = 21


def of_banner(
    creative: Creative, place: Placement, *, by_hand: bool = False
) -> tuple[int, ...]:
    """List the attributes of an insert or a pop-up, for ``attr`` and ``battr``.

    ``by_hand``: the exchange blocks teasers that start by themselves, so that the
    markup will ask for a click.
    """
    pop = (POP,) if place.format == "popup" else ()
    if creative.teaser is None:
        return (*pop, STATIC_VISUAL)
    plays = may_autoplay(creative, place) and not by_hand
    return (IN_BANNER_AUTOPLAY if plays else IN_BANNER_BY_HAND, *pop)


def of_video(skip_ms: int | None) -> tuple[int, ...]:
    """List the attributes of a teaser in a player."""
    return () if skip_ms is None else (SKIP_BUTTON,)
