"""Which segments are large enough to be aimed at: read a few times a second."""

from toile.ads.direct.compiled import CompiledPlan
from toile.profiles import Space
from toile.wire.audience import SIZES_TABLE, SMALLEST_TARGETABLE


class Crowds:
    """The segments of the plan that are large enough (DESIGN §5, rule 4).

    How large that is, the plan says; whatever it says, never under 100 ids.
    """

    def __init__(self, space: Space) -> None:
        self._space = space
        self._large: frozenset[str] = frozenset()
        self._compiled: CompiledPlan | None = None
        self._wanted: frozenset[str] = frozenset()

    def targetable(self, segment: str) -> bool:
        """Tell whether a segment was large enough at the last look."""
        return segment in self._large

    def refresh(self, compiled: CompiledPlan) -> None:
        """Look at the sizes again; none is large while they cannot be read."""
        self._large = frozenset()
        if compiled is not self._compiled:
            self._compiled = compiled
            self._wanted = frozenset(
                segment
                for line in compiled.lines.values()
                for segment in line.targeting.named_segments
            )
        least = max(compiled.plan.smallest_segment, SMALLEST_TARGETABLE)
        self._large = frozenset(
            one for one in self._wanted if self._is_large(one, least)
        )

    def _is_large(self, segment: str, least: int) -> bool:
        size = self._space.get(SIZES_TABLE, segment.encode())
        return size is not None and int(size) >= least
