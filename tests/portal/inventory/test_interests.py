"""Interests have the codes of the IAB Audience Taxonomy 1.1, and what is below them."""

from typing import Any

import pytest

from toile.portal.campaigns.criteria import describe
from toile.portal.campaigns.selectors import targeting
from toile.portal.inventory.interests import INTERESTS, with_below

# Of the IAB Audience Taxonomy 1.1: Interest | Movies, its kinds, News and Politics.
MOVIES = {str(code) for code in range(467, 481)}
NEWS = {str(code) for code in range(522, 534)}


@pytest.mark.parametrize(
    ("said", "code"),
    [("cinéphiles", "467"), ("actualité et politique", "522"), ("histoire", "211")],
)
def test_the_interests_of_the_source_document_have_their_codes(
    said: str, code: str
) -> None:
    assert said in str(INTERESTS[code])


def test_an_interest_takes_all_that_is_below_it() -> None:
    assert set(with_below(["467", "211"])) == MOVIES | {"211"}
    assert set(with_below(["522", "528"])) == NEWS
    assert with_below(["477"]) == ("477",)
    assert with_below([]) == ()


def test_a_line_for_cinephiles_is_for_readers_of_every_kind_of_film(
    world: Any,
) -> None:
    world.line.interests = ["467"]
    assert set(targeting(world.line).interests) == MOVIES
    said = dict(describe(world.line))["Centres d’intérêt"]
    assert said == "cinéma (cinéphiles)"
