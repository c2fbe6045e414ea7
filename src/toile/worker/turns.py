"""Writing into the database by turns: some rows, then a pause for whoever waits.

SQLite has one writer at a time and no queue: the portal looks again every 100 ms, and
gives up after five seconds. Without the pause it might never look at the right moment.
"""

import time

from django.db import connection

ROWS_AT_ONCE = 100
"""How many rows, or clicks with their entries, one transaction takes."""

_PAUSE_SECONDS = 0.12


def give_way(rows: int) -> None:
    """After a transaction of so many rows: if it was full, let others write."""
    if rows >= ROWS_AT_ONCE and connection.vendor == "sqlite":
        time.sleep(_PAUSE_SECONDS)
