"""The days of the portal's tests: one that moves with the real clock, one that stands.

Pages look at the real clock, so the world they show is laid out around ``NOON``. A test
that hands over every moment itself, and never meets the real clock, may use
``FIXED_NOON``; tests/house/test_clock.py forbids a third kind.
"""

import datetime

from toile.wire.clock import now_ms, paris_date

# Today's date in Paris is also the date of its noon in UTC, winter and summer: days
# counted from noon fall on the same dates in both calendars, whatever the hour now.
TODAY = paris_date(now_ms())
NOON = datetime.datetime.combine(TODAY, datetime.time(12), tzinfo=datetime.UTC)

# A Friday in winter: 13:00 in Paris.
FIXED_NOON = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
FIXED_DAY = FIXED_NOON.date()
