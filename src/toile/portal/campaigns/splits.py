"""How creatives share the showing of a campaign: equally, or by their weights."""

from collections.abc import Sequence
from dataclasses import dataclass

from toile.portal.campaigns.models import Creative
from toile.portal.campaigns.selectors import Figures


@dataclass(frozen=True)
class Part:
    """A creative, what it did, and which share of the showings is its own."""

    creative: Creative
    done: Figures
    share: float | None

    @property
    def click_rate(self) -> float | None:
        """Clicks among impressions; ``None`` before the first."""
        shown = self.done.impressions
        return self.done.clicks / shown if shown else None


def splits(found: Sequence[tuple[Creative, Figures]]) -> list[Part]:
    """Tell each creative's share, among those of one shape that are active.

    The edge gives a place the creatives nearest to its shape, and lets these take
    turns: a wide banner and an upright poster do not compete.
    """
    whole: dict[float, int] = {}
    for creative, _done in found:
        if creative.status == Creative.Status.ACTIVE:
            shape = shape_of(creative)
            whole[shape] = whole.get(shape, 0) + creative.weight
    return [
        Part(
            creative,
            done,
            creative.weight / whole[shape_of(creative)]
            if creative.status == Creative.Status.ACTIVE
            else None,
        )
        for creative, done in found
    ]


def shape_of(creative: Creative) -> float:
    """Width by height, as coarse as the edge looks at it."""
    width = creative.teaser_width or creative.poster_width
    height = creative.teaser_height or creative.poster_height
    return round(width / height, 1)
