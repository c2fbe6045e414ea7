"""Is the agent a browser, a known robot, or nothing at all?

Source: the crawler-user-agents list (MIT), 1,500 patterns; each agent is looked at
once and remembered.
"""

from functools import lru_cache
from typing import Literal

import crawleruseragents

from toile.edge.server import Request

Agent = Literal["browser", "bot", "none"]

_AGENTS_KEPT = 20_000
_LONGEST = 1_000


@lru_cache(_AGENTS_KEPT)
def classify(user_agent: bytes) -> Agent:
    """Classify the value of a User-Agent header."""
    text = user_agent[:_LONGEST].decode("latin-1").strip()
    if not text:
        return "none"
    return "bot" if crawleruseragents.is_crawler(text) else "browser"


def is_navigation(request: Request) -> bool:
    """Tell whether a person followed a link, as far as the browser says.

    Fetch Metadata: a link that was clicked is a navigation of a document, started by
    the user; an image or a script's fetch is not. Browsers that do not say are taken
    at their word (Sec-Fetch-*, W3C Fetch Metadata; all current engines send them).
    """
    mode = request.header(b"sec-fetch-mode")
    if not mode:
        return True
    return mode == b"navigate" and request.header(b"sec-fetch-user") == b"?1"


def prefetches(sec_purpose: bytes, purpose: bytes) -> bool:
    """Tell whether the browser is fetching ahead of any click (MDN: Sec-Purpose)."""
    return b"prefetch" in sec_purpose or b"prefetch" in purpose
