"""Writing into the database by turns: some rows, then a pause for whoever waits.

SQLite has one writer at a time and no queue: the portal looks again every 100 ms, and
gives up after five seconds. Without the pause it might never look at the right moment.
"""

import time

from django.db import connection

ROWS_AT_ONCE = 100
"""How many rows, or clicks with their entries, one transaction takes."""

PAUSE_SECONDS = 0.12
"""How long the pause is, on SQLite."""


def give_way() -> None:
    """After a transaction of many rows, and before the next: let others write."""
    if connection.vendor == "sqlite":
        time.sleep(PAUSE_SECONDS)
