"""Categories of pages and of ads, in whichever taxonomy a request speaks.

Lines name categories by their id in the IAB's Content Taxonomy 3.1, and mean all below
them too; those of 2.0 to 3.1 share their ids. Content 1.0, deprecated and yet OpenRTB's
default (SPECS §1.6), has codes of its own: where it has the same idea, it is here, by
hand; a first-tier code stands for all below it.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from toile.ads.bidding.content_tree import Edition, family

CONTENT_1_0 = 1
_SAME_IDS: Mapping[int, Edition] = {2: 2, 5: 2, 6: 2, 7: 3, 9: 3}
"""AdCOM's number of a taxonomy (SPECS §1.7): by whose tree it is read."""

# Content 3.1 id: the codes of Content 1.0 that mean the same.
_IN_1_0: dict[str, tuple[str, ...]] = {
    "42": ("IAB1-1",),  # Books and Literature
    "52": ("IAB3",),  # Business and Finance
    "132": ("IAB5",),  # Education
    "150": ("IAB1",),  # Attractions: Arts & Entertainment
    "186": ("IAB6",),  # Family and Relationships
    "201": ("IAB1-3",),  # Fine Art
    "210": ("IAB8",),  # Food & Drink
    "239": ("IAB9",),  # Hobbies & Interests
    "274": ("IAB10",),  # Home & Garden
    "324": ("IAB1-5",),  # Movies
    "338": ("IAB1-6",),  # Music
    "379": ("IAB12",),  # News and Politics
    "386": ("IAB11-4",),  # Politics
    "432": ("IAB1-2",),  # Pop Culture
    "453": ("IAB23",),  # Religion & Spirituality
    "464": ("IAB15",),  # Science
    "483": ("IAB17",),  # Sports
    "552": ("IAB18",),  # Style & Fashion
    "596": ("IAB19",),  # Technology & Computing
    "640": ("IAB1-7",),  # Television
    "653": ("IAB20",),  # Travel
}
PAGE_CATEGORIES = tuple(_IN_1_0)
"""The categories that a line may choose: known in the old taxonomy and the new."""

_MOST_CHILDREN = 40

AD_CATEGORIES: Mapping[int, tuple[str, ...]] = {
    CONTENT_1_0: ("IAB1-5", "IAB1"),
    2: ("324",),
    5: ("324",),
    6: ("324",),
    # Content 3 put films under entertainment.
    7: ("324", "JLBCU7"),
    8: ("1317",),
    9: ("324", "JLBCU7"),
}
"""What a film's ad is, the closest first, by taxonomy (AdCOM's list, SPECS §1.7)."""


def equivalents(ids: Iterable[str]) -> tuple[str, ...]:
    """Give categories of Content 3.1, and all below, as ``<taxonomy>:<id>``.

    Of each taxonomy that we know; each is told once.
    """
    return tuple(dict.fromkeys(one for each in ids for one in _meanings(each)))


@cache
def _meanings(category: str) -> tuple[str, ...]:
    found: list[str] = []
    below: set[str] = set()
    for taxonomy, edition in _SAME_IDS.items():
        members = family(category, edition)
        found += [f"{taxonomy}:{one}" for one in members]
        below.update(members)
    for code in sorted(code for one in below for code in _IN_1_0.get(one, ())):
        found.append(f"{CONTENT_1_0}:{code}")
        if "-" not in code:
            children = range(1, _MOST_CHILDREN)
            found += [f"{CONTENT_1_0}:{code}-{child}" for child in children]
    return tuple(found)
