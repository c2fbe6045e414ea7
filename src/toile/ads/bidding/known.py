"""A reader of whom all is known already: for a replay, for a bench, for tests."""

import msgspec

from toile.wire.audience import Membership


class Known(msgspec.Struct, frozen=True, gc=False):
    """What consent allows, and the segments of the id, if it is known."""

    targets: bool
    contextual: bool
    segments: Membership | None = None

    def membership(self) -> Membership | None:
        """Give the segments."""
        return self.segments
