"""Counting spectators by cinema: a pass over the profiles, rounded on its way out.

The pass is in memory and leaves no copy of a profile. What it hands to the portal is
rid of small crowds (DESIGN §5 rule 4): no exact count of ids leaves the pool. What was
told stays until fifty ids have come or gone (``lab.crowds.settled``), so that two days
that differ are not the doing of one person.
"""

from collections import Counter

from django.db import transaction

from toile.lab.crowds import settled
from toile.pool import visits
from toile.pool.visits import PROFILES, last_day
from toile.portal.charter.selectors import rules_in_force
from toile.portal.cinemas.selectors import told_audience
from toile.portal.cinemas.services import put_audience
from toile.wire.clock import paris_date, to_datetime, utc_day
from toile.worker.members import Terms
from toile.worker.project.pool import PoolProjection
from toile.worker.stores import CURSORS, Stores
from toile.worker.turns import ROWS_AT_ONCE, give_way


class Audience:
    """Counts when something has been read since it last did, or a day has passed."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._counted: tuple[object, ...] = ()

    def count(self, terms: Terms, now_ms: int) -> None:
        """Count anew and set the portal's figures of the day."""
        place = self._stores.pool.get(CURSORS, PoolProjection.name.encode())
        least = rules_in_force(paris_date(now_ms)).smallest_cell
        if self._counted == (place, utc_day(now_ms), terms, least):
            return
        cinemas, pool = self._counts(terms, now_ms)
        members = sorted(terms.windows)
        told = told_audience(members)
        before = {cinema: row.spectators for cinema, row in told.items()}
        newest = max(told.values(), key=lambda row: row.day, default=None)
        of_pool = settled(pool, newest.pool if newest else None, least)
        for first in range(0, len(members), ROWS_AT_ONCE):
            some = members[first : first + ROWS_AT_ONCE]
            with transaction.atomic():
                put_audience(
                    paris_date(now_ms),
                    {
                        cinema: settled(cinemas[cinema], before.get(cinema), least)
                        for cinema in some
                    },
                    of_pool,
                    to_datetime(now_ms),
                )
            give_way()
        self._counted = (place, utc_day(now_ms), terms, least)

    def _counts(self, terms: Terms, now_ms: int) -> tuple[Counter[str], int]:
        today, pool = utc_day(now_ms), 0
        cinemas: Counter[str] = Counter()
        for _, record in self._stores.pool.scan(PROFILES):
            held = terms.still_held(visits.decode(record), now_ms)
            seen = [
                cinema
                for cinema, by_site in held.visits.items()
                if last_day(by_site) + terms.windows.get(cinema, 0) > today
            ]
            cinemas.update(seen)
            pool += bool(seen)
        return cinemas, pool
