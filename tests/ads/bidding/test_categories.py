"""A line that names a category of pages means all that is below it, in any taxonomy."""

from typing import Any

import pytest
from bidding_world import asking, line, plan_of, the_question

from toile.ads.bidding.categories import PAGE_CATEGORIES, equivalents
from toile.ads.bidding.content_tree import family
from toile.ads.bidding.criteria import match
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.targeting import Targeting

# Page categories as a request says them, and whether they are about sports (483):
# 487 is Australian Rules Football, two below it; 596 is technology.
PAGES = [
    (9, "483", True),
    (9, "484", True),
    (7, "484", True),
    (6, "512", True),
    (1, "IAB17", True),
    (1, "IAB17-3", True),
    (9, "596", False),
    (9, "4830", False),
    (4, "484", False),
]


def passes(targeting: Targeting, taxonomy: int, category: str) -> bool:
    site = asking()["site"] | {"cattax": taxonomy, "cat": [category]}
    found = match(the_question(plan_of(line(targeting=targeting)), asking(site=site)))
    assert found in (1, NoBidReason.CONTENT)
    return found == 1


@pytest.mark.parametrize(("taxonomy", "category", "below"), PAGES)
def test_who_keeps_off_a_category_keeps_off_its_children(
    taxonomy: int, category: str, below: bool
) -> None:
    shuns = Targeting(categories_excluded=("483",))
    assert passes(shuns, taxonomy, category) is not below


@pytest.mark.parametrize(("taxonomy", "category", "below"), PAGES)
def test_who_wants_a_category_takes_its_children(
    taxonomy: int, category: str, below: bool
) -> None:
    assert passes(Targeting(categories=("483",)), taxonomy, category) is below


@pytest.mark.parametrize(
    ("category", "edition", "member", "is_one"),
    [
        # Below politics in both; below the news in the second, which has them.
        ("386", 2, "387", True),
        ("386", 3, "387", True),
        ("379", 2, "388", True),
        # The third has no news: what the second hangs below them still counts.
        ("379", 3, "386", True),
        # Its genres are apart from its films.
        ("324", 2, "332", True),
        ("324", 3, "332", False),
        ("no such id", 3, "no such id", True),
    ],
)
def test_each_edition_is_read_by_its_own_tree(
    category: str, edition: Any, member: str, is_one: bool
) -> None:
    assert (member in family(category, edition)) is is_one


def test_the_old_taxonomy_is_told_for_what_is_below_too() -> None:
    assert "1:IAB11-4" in equivalents(["379"])
    assert "1:IAB12" not in equivalents(["386"])


def test_nothing_is_below_itself_and_nobody_is_left_out() -> None:
    for each in PAGE_CATEGORIES:
        for edition in (2, 3):
            members = family(each, edition)
            assert members[0] == each
            assert len(set(members)) == len(members)
