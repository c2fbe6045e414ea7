"""Which creatives of a line a page's frame may show in a placement: judged once a plan.

What fits depends on shapes and weights alone, and those change with the plan.
"""

import msgspec

from toile.ads.creatives.weight import is_light, may_autoplay
from toile.ads.direct.compiled import fitting, weighed
from toile.wire.ids import Ulid
from toile.wire.plan import Creative, Line, Placement


class Framed(msgspec.Struct, frozen=True, gc=False):
    """A creative that fits, and whether its teaser may start by itself."""

    creative: Creative
    autoplay: bool


class Frames:
    """What fits, by line and placement; for one plan."""

    def __init__(self) -> None:
        self._of: dict[tuple[Ulid, Ulid, bool], tuple[Framed, ...]] = {}

    def of(
        self, line: Line, placement: Placement, *, still: bool
    ) -> tuple[Framed, ...]:
        """Give the creatives that fit, each as often as its weight; ``still``: posters.

        Only those light enough for exchanges (``creatives.weight``).
        """
        key = (line.id, placement.id, still)
        found = self._of.get(key)
        if found is None:
            found = self._of[key] = _fitting(line, placement, still=still)
        return found


def _fitting(line: Line, placement: Placement, *, still: bool) -> tuple[Framed, ...]:
    light = tuple(
        creative
        for creative in line.creatives
        if is_light(creative, placement) and not (still and creative.teaser)
    )
    return tuple(
        Framed(creative, may_autoplay(creative, placement))
        for creative in weighed(fitting(light, placement))
    )
