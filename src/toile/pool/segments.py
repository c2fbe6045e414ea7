"""Which segments an id belongs to, and until which day."""

from collections.abc import Mapping

from toile.pool.visits import Profile, last_day
from toile.wire.audience import AEA, Membership
from toile.wire.ids import Ulid


def membership(profile: Profile, windows: Mapping[Ulid, int]) -> Membership | None:
    """Derive an id's segments from its visits to cinemas with an agreement in force.

    ``windows`` gives the window in days of each such cinema: a visit counts on its own
    day and on the days after it, as many in all. ``None`` if the id belongs to no
    segment.
    """
    until_days = [
        last_day(by_site) + windows[cinema] - 1
        for cinema, by_site in profile.visits.items()
        if cinema in windows
    ]
    if not until_days:
        return None
    return Membership({AEA: max(until_days)})
