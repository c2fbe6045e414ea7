"""Whom a click pays: the member cinemas its id visited within the window."""

from collections.abc import Mapping

from toile.pool.visits import Profile, SiteVisits, last_day
from toile.wire.ids import Ulid


def cinemas_to_credit(
    profile: Profile, windows: Mapping[Ulid, int], day: int
) -> dict[Ulid, SiteVisits]:
    """Name the cinemas that share the fee of a click on a UTC day, with their visits.

    ``windows`` gives the window in days of each cinema whose agreement is in force on
    that day. The profile must be as of the click: it keeps only the last day of a
    cinema, so that from a later one nobody can tell whether it was visited before.
    """
    return {
        cinema: SiteVisits(
            last_day(by_site), sum(seen.count for seen in by_site.values())
        )
        for cinema, by_site in sorted(profile.visits.items())
        if cinema in windows and last_day(by_site) > day - windows[cinema]
    }
