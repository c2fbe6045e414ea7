"""Which segments an id belongs to, and until which day."""

from collections.abc import Collection

from toile.pool.visits import Profile
from toile.wire.audience import AEA, Membership
from toile.wire.ids import Ulid


def membership(
    profile: Profile, members: Collection[Ulid], window_days: int
) -> Membership | None:
    """Derive an id's segments from its visits to cinemas with an agreement in force.

    A visit counts on its own day and the ``window_days`` - 1 days after it; ``None``
    if the id belongs to no segment at all.
    """
    last_days = [
        seen.last_day for cinema, seen in profile.visits.items() if cinema in members
    ]
    if not last_days:
        return None
    return Membership({AEA: max(last_days) + window_days - 1})
