"""What the control room shows at one moment, gathered once for all who look.

Kept for two seconds: however many watch, the database and the edge are asked once.
"""

import datetime
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import timezone

from toile.portal.campaigns.models import LineItem
from toile.portal.campaigns.selectors import Figures, live_lines
from toile.portal.control import selectors
from toile.portal.control.edge import EdgeSilentError, Reading, read_edge
from toile.portal.control.flow import Flow, between, rise
from toile.portal.control.plan import published
from toile.portal.control.traffic import Traffic, traffic
from toile.portal.freshness.selectors import counted_until

_KEPT_SECONDS = 2.0
_HOUR = datetime.timedelta(hours=1)
# Under this, a rate between two readings says little.
_LEAST_SECONDS = 1.0


@dataclass(frozen=True)
class LiveLine:
    """A line that is served now, beside what even delivery would have brought."""

    line: LineItem
    done: Figures
    traffic: Traffic
    pace: float | None

    @property
    def id(self) -> str:
        """The line's key."""
        return self.line.id

    @property
    def name(self) -> str:
        """The line's name."""
        return self.line.name

    @property
    def campaign(self) -> str:
        """Its campaign's name."""
        return self.line.flight.campaign.name

    @property
    def distributor(self) -> str:
        """Who pays."""
        return self.line.flight.campaign.distributor.name

    @property
    def budget_micros(self) -> int:
        """What it may spend."""
        return self.line.budget_micros

    @property
    def spend_micros(self) -> int:
        """What it has spent."""
        return self.done.spend_micros


@dataclass(frozen=True)
class Room:
    """Everything on the page but the charts."""

    at: datetime.datetime
    lines: Sequence[LiveLine]
    today: Figures
    traffic: Traffic
    refused: Mapping[str, int]
    flow: Flow | None
    hour: Mapping[str, int]
    edge: Reading | None
    silent: str
    plan_version: int | None
    counted: datetime.datetime | None

    @property
    def behind(self) -> bool:
        """Tell whether the edge obeys an older plan than the one published."""
        if self.edge is None or self.plan_version is None:
            return False
        return self.edge.plans.get("ads", 0) < self.plan_version


def pace_of(line: LineItem, spend_micros: int, now: datetime.datetime) -> float | None:
    """Spend among what even delivery would have spent by now; none before it begins."""
    whole = (line.flight.ends_at - line.flight.starts_at).total_seconds()
    passed = (now - line.flight.starts_at).total_seconds()
    due = line.budget_micros * min(1.0, passed / whole)
    return spend_micros / due if due > 0 else None


def live(now: datetime.datetime) -> list[LiveLine]:
    """Lines that are served now, those furthest behind first (7 queries)."""
    lines = [line for line in live_lines(now) if line.flight.starts_at <= now]
    ids = [line.id for line in lines]
    done, refused = selectors.figures_of(ids), selectors.refused_of(ids)
    found = []
    for line in lines:
        figures = done.get(line.id, Figures())
        clicks = traffic(figures.clicks, refused.get(line.id, {}))
        pace = pace_of(line, figures.spend_micros, now)
        found.append(LiveLine(line, figures, clicks, pace))
    return sorted(found, key=lambda one: one.pace if one.pace is not None else 1.0)


class Watch:
    """Gathers a room, and keeps it for those who ask right after."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._room: Room | None = None
        self._before: Reading | None = None

    def look(self, now: datetime.datetime | None = None) -> Room:
        """Give the room as it is, two seconds old at most."""
        now = now or timezone.now()
        with self._lock:
            kept = self._room
            if kept and 0 <= (now - kept.at).total_seconds() < _KEPT_SECONDS:
                return kept
            self._room = self._gather(now, kept.flow if kept else None)
            return self._room

    def forget(self) -> None:
        """Begin anew: another database, another edge."""
        with self._lock:
            self._room = self._before = None

    def _gather(self, now: datetime.datetime, last: Flow | None) -> Room:
        today = timezone.localdate(now)
        refused = selectors.refused_on(today, today)
        delivered = selectors.delivered_on(today)
        plan = published(settings.TOILE)
        room = Room(
            at=now,
            lines=live(now),
            today=delivered,
            traffic=traffic(delivered.clicks, refused),
            refused=refused,
            flow=None,
            hour={},
            edge=None,
            silent="",
            plan_version=None if plan is None else plan.version,
            counted=counted_until(),
        )
        try:
            reading = read_edge(settings.TOILE)
        except EdgeSilentError as error:
            self._before = None
            return replace(room, silent=str(error))
        hour = [one for one in selectors.samples_since(now - _HOUR) if one.reached]
        first = hour[0].outcomes if hour else reading.outcomes
        return replace(
            room,
            edge=reading,
            hour=rise(first, reading.outcomes),
            flow=self._flow(reading, last),
        )

    def _flow(self, reading: Reading, last: Flow | None) -> Flow | None:
        before = self._before
        if before is None:
            self._before = reading
            return None
        seconds = (reading.at_ms - before.at_ms) / 1000
        if seconds < _LEAST_SECONDS:
            return last
        self._before = reading
        return between(before, reading, seconds)


WATCH = Watch()
"""The one watch of this process."""
