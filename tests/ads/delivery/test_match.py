"""Targeting, criterion by criterion; the same cases feed every room that reads it."""

from typing import Any

import msgspec
import pytest

from toile.ads.delivery.match import Context, misfit
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.audience import AEA, Membership
from toile.wire.targeting import AgeRange, Criterion, Daypart, Geography, Targeting

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
    **context: Any,
) -> NoBidReason | None:
    return misfit(
        targeting,
        interests=interests,
        place=place,
        membership=membership,
        targetable=lambda _: large,
        now_ms=TODAY * 86_400_000,
        context=Context(**context),
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


def test_every_segment_of_all_and_none_of_none() -> None:
    member = Membership({AEA: TODAY, "docs": TODAY})
    both = Targeting(segments_all=(AEA, "docs"))
    without = Targeting(segments=(AEA,), segments_none=("docs",))

    assert refusal(both, membership=member) is None
    assert refusal(both) is NoBidReason.UNMATCHED_USER
    assert refusal(both, membership=member, large=False) is NoBidReason.SMALL_SEGMENT
    assert refusal(without) is None
    assert refusal(without, membership=member) is NoBidReason.SEGMENT_EXCLUDED


# 20,780 days after 1 January 1970 is Monday 23 November 2026; midnight UTC is 1 o'clock
# in Paris.
@pytest.mark.parametrize(
    ("part", "fits"),
    [
        (Daypart((0,), 1, 2), True),
        (Daypart((0,), 0, 1), False),
        (Daypart((0,), 2, 24), False),
        (Daypart((1, 2, 3, 4, 5, 6), 0, 24), False),
    ],
)
def test_hours_are_those_of_paris(part: Daypart, fits: bool) -> None:
    reason = refusal(Targeting(dayparts=(part,)))

    assert reason is (None if fits else NoBidReason.DAYPART)


def test_devices_are_strict_and_languages_lenient_unless_said_otherwise() -> None:
    phones = Targeting(devices=("mobile",), languages=("fr",))

    assert refusal(phones, device="mobile", language="fr") is None
    assert refusal(phones, device="mobile") is None
    assert refusal(phones, device="mobile", language="de") is NoBidReason.LANGUAGE
    assert refusal(phones, device="desktop") is NoBidReason.DEVICE
    assert refusal(phones) is NoBidReason.DEVICE
    other = Targeting(
        devices=("mobile",),
        languages=("fr",),
        unknown={"devices": "lenient", "languages": "strict"},
    )
    assert refusal(other, language="fr") is None
    assert refusal(other, device="mobile") is NoBidReason.LANGUAGE


@pytest.mark.parametrize(
    ("criterion", "targeting", "reason"),
    [
        ("ages", Targeting(ages=(AgeRange(15, 24),)), NoBidReason.AGE),
        ("genders", Targeting(genders=("female",)), NoBidReason.GENDER),
        ("keywords", Targeting(keywords=("film",)), NoBidReason.KEYWORDS),
        ("categories", Targeting(categories=("324",)), NoBidReason.CONTENT),
        ("interests", Targeting(interests=("477",)), NoBidReason.INTERESTS),
        (
            "geography",
            Targeting(geography=(Geography(country="FR"),)),
            NoBidReason.GEOGRAPHY,
        ),
    ],
)
def test_what_is_never_known_here_is_as_strict_as_the_line_says(
    criterion: Criterion, targeting: Targeting, reason: NoBidReason
) -> None:
    strict = msgspec.structs.replace(targeting, unknown={criterion: "strict"})
    lenient = msgspec.structs.replace(targeting, unknown={criterion: "lenient"})

    assert refusal(strict, place=Geography()) is reason
    assert refusal(lenient, place=Geography()) is None


def test_a_line_keeps_off_a_domain_and_all_below_it() -> None:
    off = Targeting(hosts_excluded=("monde.example",))

    assert refusal(off, origins=("https://inter.example",)) is None
    assert (
        refusal(off, origins=("https://www.monde.example",))
        is NoBidReason.HOST_EXCLUDED
    )
