"""Which kind of device a browser names, for pages that ask us themselves.

Exchanges say it (``device.devicetype``); a page of our own tag only has the header. An
iPad says that it is a Macintosh, as its maker wants: it counts as a computer.
"""

import re
from functools import lru_cache

from toile.wire.targeting import DeviceClass

_AGENTS_KEPT = 20_000
# The first that is found decides.
_MARKS: tuple[tuple[re.Pattern[str], DeviceClass], ...] = (
    (
        re.compile(r"Smart-?TV|AppleTV|GoogleTV|BRAVIA|Tizen.*TV|Web0S|HbbTV"),
        "television",
    ),
    (re.compile(r"iPad|Tablet|Android(?!.*\bMobile\b)|Kindle|Silk/"), "tablet"),
    (re.compile(r"Mobi|iPhone|Android"), "mobile"),
    (re.compile(r"Windows NT|Macintosh|X11|CrOS"), "desktop"),
)


@lru_cache(_AGENTS_KEPT)
def device_of(agent: str) -> DeviceClass | None:
    """Tell the kind of device of a User-Agent; ``None`` for one that names none."""
    return next((kind for mark, kind in _MARKS if mark.search(agent)), None)
