"""Which cinemas are members on a day, under which terms; asked of the portal.

The pool's space keeps the terms that its segments were last derived by, for a worker
that starts while the database is down.
"""

import datetime
import time
from typing import cast

import msgspec
from django.db import Error

from toile.ledger.sharing import Rule, Visited
from toile.pool.attribution import cinemas_to_credit
from toile.pool.visits import Profile, without_expired
from toile.portal.agreements import selectors
from toile.profiles import Space, Update
from toile.wire.clock import utc_day
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.worker.stores import TERMS

DEFAULT_WINDOW_DAYS = 90
"""The window while no cinema is a member (DESIGN §4)."""

_FRESH_SECONDS = 2.0
_LAST = b"last"


class Terms(msgspec.Struct, frozen=True):
    """The agreements in force on one day.

    ``windows`` is the window in days of each member cinema, ``fee`` the fee of a
    billable click, ``None`` while no operator–union agreement is in force; ``rule``
    how that agreement shares it.
    """

    windows: dict[Ulid, int]
    fee: Money | None
    rule: Rule = "equal"

    @property
    def longest_window(self) -> int:
        """The longest window of any member; visits older than it are of no use."""
        return max(self.windows.values(), default=DEFAULT_WINDOW_DAYS)

    def still_held(self, profile: Profile, at_ms: int) -> Profile:
        """Leave of a profile what is within every window and under a yes at a time."""
        oldest_day = utc_day(at_ms) - self.longest_window + 1
        return without_expired(profile, at_ms, oldest_day)


class Members:
    """Terms by day, each asked again when it is two seconds old.

    ``latest`` are the terms to begin with while the database is down.
    """

    def __init__(self, latest: Terms | None = None) -> None:
        self._known: dict[datetime.date, tuple[float, Terms]] = {}
        self._latest = None if latest is None else (datetime.date.min, latest)

    def on(self, day: datetime.date) -> Terms:
        """Tell the terms of a day (calendar of Paris)."""
        now = time.monotonic()
        known = self._known.get(day)
        if known is not None and now - known[0] < _FRESH_SECONDS:
            return known[1]
        self._known = {
            d: entry for d, entry in self._known.items() if now - entry[0] < 60
        }
        terms = _ask(day)
        self._known[day] = (now, terms)
        if self._latest is None or day >= self._latest[0]:
            self._latest = day, terms
        return terms

    def on_or_latest(self, day: datetime.date) -> Terms | None:
        """Tell the terms of a day; of the latest day known while the database is down.

        Good enough for segments, which are derived anew later; never for money.
        ``None`` while it is down and none are known.
        """
        return self.on_or_latest_surely(day)[0]

    def on_or_latest_surely(self, day: datetime.date) -> tuple[Terms | None, bool]:
        """Tell the same, and whether the database said so."""
        try:
            return self.on(day), True
        except Error:
            return (None if self._latest is None else self._latest[1]), False


def attributed(terms: Terms, profile: Profile, at_ms: int) -> dict[Ulid, Visited]:
    """Tell whose a click or an impression at a time is, by what was so at that time.

    Whatever ended before it pays nobody, even if it is not dropped yet.
    """
    held = terms.still_held(profile, at_ms)
    return {
        cinema: Visited(seen.last_day, seen.count)
        for cinema, seen in cinemas_to_credit(
            held, terms.windows, utc_day(at_ms)
        ).items()
    }


def keep_terms(pool: Update, terms: Terms) -> None:
    """Keep terms for a worker that starts while the database is down."""
    pool.put(TERMS, _LAST, msgspec.json.encode(terms))


def kept_terms(pool: Space) -> Terms | None:
    """Tell the terms that were kept last."""
    record = pool.get(TERMS, _LAST)
    return None if record is None else msgspec.json.decode(record, type=Terms)


def _ask(day: datetime.date) -> Terms:
    agreements = selectors.cinemas_in_force(day)
    rate = selectors.rate(day)
    windows = {Ulid(c): a.window_days for c, a in agreements.items()}
    if rate is None:
        return Terms(windows, None)
    return Terms(windows, Money(rate.fee_micros), cast("Rule", rate.sharing_rule))
