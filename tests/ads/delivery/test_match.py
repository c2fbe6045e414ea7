"""Targeting, criterion by criterion; the same cases feed every room that reads it."""

import pytest

from toile.ads.delivery.match import misfit
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.audience import AEA, Membership
from toile.wire.targeting import AgeRange, Geography, Targeting

TODAY = 20_780
MEMBER = Membership({AEA: TODAY})
LAPSED = Membership({AEA: TODAY - 1})
VAR = Geography(country="FR", region="93", departement="83")


def refusal(
    targeting: Targeting,
    *,
    interests: tuple[str, ...] = (),
    place: Geography = VAR,
    membership: Membership | None = MEMBER,
    large: bool = True,
) -> NoBidReason | None:
    return misfit(
        targeting,
        interests=interests,
        place=place,
        membership=membership,
        targetable=lambda _: large,
        today=TODAY,
    )


def test_no_criteria_fit_everybody() -> None:
    assert refusal(Targeting(), membership=None, place=Geography()) is None


def test_the_pool_is_for_its_members_of_today() -> None:
    pool = Targeting(segments=(AEA,))

    assert refusal(pool) is None
    assert refusal(pool, membership=None) is NoBidReason.UNMATCHED_USER
    assert refusal(pool, membership=LAPSED) is NoBidReason.UNMATCHED_USER
    assert refusal(pool, large=False) is NoBidReason.SMALL_SEGMENT


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Geography(country="FR"), True),
        (Geography(region="93"), True),
        (Geography(departement="83"), True),
        (Geography(departement="13"), False),
        (Geography(country="BE"), False),
    ],
)
def test_geography_holds_or_not(wanted: Geography, fits: bool) -> None:
    reason = refusal(Targeting(geography=(wanted,)))

    assert reason is (None if fits else NoBidReason.GEOGRAPHY)


def test_an_unknown_place_is_refused() -> None:
    wanted = Targeting(geography=(Geography(country="FR"),))

    assert refusal(wanted, place=Geography()) is NoBidReason.GEOGRAPHY


def test_interests_refuse_only_when_they_are_known() -> None:
    cinephiles = Targeting(interests=("477",))

    assert refusal(cinephiles) is None
    assert refusal(cinephiles, interests=("477", "9")) is None
    assert refusal(cinephiles, interests=("9",)) is NoBidReason.INTERESTS


def test_age_and_gender_are_unknown_here_and_never_refuse() -> None:
    young = Targeting(ages=(AgeRange(15, 24),), genders=("female",))

    assert refusal(young) is None
