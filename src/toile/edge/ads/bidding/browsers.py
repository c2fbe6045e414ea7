"""Which family of browsers asks, and whether it is one that we can know.

Safari, Firefox and Brave keep third-party cookies apart: their readers are never
matched, and nothing is done to recognise them otherwise (SPECS §4). So what is told to
distributors as addressable is counted, by family, and not assumed.
"""

from functools import lru_cache

_AGENTS_KEPT = 4_096

# The first that is found decides: Edge and Opera name Chrome, Chrome names Safari.
_MARKS = (
    ("Firefox/", "firefox"),
    ("Edg", "edge"),
    ("OPR/", "opera"),
    ("SamsungBrowser/", "samsung"),
    ("Chrome/", "chrome"),
    ("CriOS/", "safari"),
    ("Safari/", "safari"),
)

FAMILIES = tuple(sorted({family for _, family in _MARKS} | {"other"}))


@lru_cache(_AGENTS_KEPT)
def family_of(agent: str | None) -> str:
    """Name the family of a User-Agent; all browsers of an iPhone are Safari inside."""
    if agent:
        if "iPhone" in agent or "iPad" in agent:
            return "safari"
        for mark, family in _MARKS:
            if mark in agent:
                return family
    return "other"
