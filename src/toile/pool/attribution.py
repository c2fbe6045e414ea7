"""Whom a click pays: the member cinemas its id visited within the window."""

from collections.abc import Mapping

from toile.pool.visits import Profile, last_day
from toile.wire.ids import Ulid


def cinemas_to_credit(
    profile: Profile | None, windows: Mapping[Ulid, int], day: int
) -> tuple[Ulid, ...]:
    """List the cinemas, sorted, that share the fee of a click on a UTC day.

    ``windows`` gives the window in days of each cinema whose agreement is in force on
    that day. A visit after the click's day still counts as one on that day: a profile
    keeps only the last day, and the cinema was visited before it could have been.
    """
    if profile is None:
        return ()
    return tuple(
        sorted(
            cinema
            for cinema, by_site in profile.visits.items()
            if cinema in windows and last_day(by_site) > day - windows[cinema]
        )
    )
