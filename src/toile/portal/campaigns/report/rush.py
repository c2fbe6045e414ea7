"""How often a shared report is opened: so many times a minute, all readers together."""

import time

from django.core.cache import cache

MOST_A_MINUTE = 60
_WINDOW_S = 60


def too_many(link_id: str) -> int:
    """Count an opening; tell how many seconds to wait if it is one too many, or 0."""
    now = time.time()
    window = int(now) // _WINDOW_S
    key = f"report-link:{link_id}:{window}"
    cache.add(key, 0, _WINDOW_S * 2)
    if cache.incr(key) <= MOST_A_MINUTE:
        return 0
    return int((window + 1) * _WINDOW_S - now) + 1
