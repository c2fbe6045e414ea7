"""Which segments are large enough to be aimed at: read a few times a second."""

from toile.ads.direct.compiled import CompiledPlan
from toile.profiles import Space
from toile.wire.audience import SIZES_TABLE, SMALLEST_TARGETABLE


class Crowds:
    """The segments of the plan that have at least 100 ids (DESIGN §5, rule 4)."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._large: frozenset[str] = frozenset()

    def targetable(self, segment: str) -> bool:
        """Tell whether a segment was large enough at the last look."""
        return segment in self._large

    def refresh(self, compiled: CompiledPlan) -> None:
        """Look at the sizes again; none is large while they cannot be read."""
        self._large = frozenset()
        wanted = {
            segment
            for line in compiled.lines.values()
            for segment in line.targeting.named_segments
        }
        self._large = frozenset(filter(self._is_large, wanted))

    def _is_large(self, segment: str) -> bool:
        size = self._space.get(SIZES_TABLE, segment.encode())
        return size is not None and int(size) >= SMALLEST_TARGETABLE
