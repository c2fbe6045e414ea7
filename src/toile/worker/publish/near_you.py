"""What the ads plan tells of the programme: looked up once a quarter, not each second.

A plan that named the next screenings to the minute would change all day long; the
frame leaves out those that have begun meanwhile.
"""

import datetime
from collections.abc import Iterable

from toile.portal.campaigns.models import LineItem
from toile.portal.showtimes import selectors
from toile.wire.plan import Programme

_QUARTER_MINUTES = 15

_Key = tuple[datetime.datetime, int, frozenset[int], frozenset[str]]


class NearYou:
    """The programmes of the lines that say where to see their film."""

    def __init__(self) -> None:
        self._key: _Key | None = None
        self._programmes: tuple[Programme, ...] = ()

    def of(
        self, lines: Iterable[LineItem], now: datetime.datetime
    ) -> tuple[Programme, ...]:
        """Give the programmes of these lines' films; none while the union says no."""
        films = frozenset(
            line.flight.campaign.film.allocine_id
            for line in lines
            if line.flight.campaign.near_you
        )
        if not films:
            return ()
        rule = selectors.rule()
        if not rule.enabled:
            return ()
        at = _quarter(now)
        key = (at, rule.revision, films, selectors.members(now))
        if key != self._key:
            self._programmes = _programmes(key)
            self._key = key
        return self._programmes


def _programmes(key: _Key) -> tuple[Programme, ...]:
    at, _revision, films, named = key
    found = selectors.programmes(films, named, at)
    return tuple(Programme(film, found[film]) for film in sorted(found))


def _quarter(now: datetime.datetime) -> datetime.datetime:
    minute = now.minute - now.minute % _QUARTER_MINUTES
    return now.replace(minute=minute, second=0, microsecond=0)
