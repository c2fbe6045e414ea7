"""What is held of an id about campaigns: the order in which it is told does not matter.

Film pages that follow an assignment leave a mark, all others are forgotten.
"""

import random

import pytest

from toile.pool import exposures
from toile.pool.exposures import NOTHING, Exposures, Group
from toile.pool.films import film_key, film_keys
from toile.wire.clock import MS_A_DAY
from toile.wire.ids import Ulid, new_ulid

AT = 20_780 * MS_A_DAY + 43_200_000  # noon
LINE, CAMPAIGN = Ulid("LINE"), Ulid("CAMPAIGN")
ROYAL, LUX = Ulid("ROYAL"), Ulid("LUX")
FILMS = film_keys(254_025, "L’Ombre de Staline")


def assigned(at: int = AT, held: Exposures = NOTHING) -> Exposures:
    return exposures.with_assignment(held, CAMPAIGN, Group(at, False, FILMS), at)


def looked(
    held: Exposures, at: int, film: str = FILMS[0], site: Ulid = ROYAL
) -> Exposures:
    return exposures.with_lookup(held, film, site, at)


@pytest.mark.parametrize(
    "said",
    [
        "https://www.allocine.fr/film/fichefilm_gen_cfilm=254025.html",
        "http://allocine.fr/film/fichefilm-254025/?cfilm=254025",
        "L'Ombre de Staline",
        "  L’OMBRE DE STALINE ",
        "l ombre de staline",
    ],
)
def test_a_film_is_known_by_its_page_or_by_its_title(said: str) -> None:
    assert film_key(said) in FILMS


@pytest.mark.parametrize("said", ["", "!?", "L'Ombre", "cfilm=2540250"])
def test_another_film_is_another(said: str) -> None:
    assert film_key(said) not in FILMS


@pytest.mark.parametrize(
    ("after_ms", "counts"),
    [
        (-1, False),
        (0, False),
        (1, True),
        (14 * MS_A_DAY, True),
        (14 * MS_A_DAY + 1, False),
    ],
)
def test_the_two_weeks_after_count(after_ms: int, counts: bool) -> None:
    told = looked(assigned(), AT + after_ms)
    assert exposures.looked_up(told, CAMPAIGN) is counts
    settled = exposures.settled(told, AT + 20 * MS_A_DAY)
    assert exposures.looked_up(settled, CAMPAIGN) is counts
    assert settled.lookups == {}


def test_another_film_does_not_count() -> None:
    assert not exposures.looked_up(looked(assigned(), AT + 5, "tpamfir"), CAMPAIGN)


def test_the_order_of_telling_does_not_matter() -> None:
    chance = random.Random(4)
    moments = [AT + n * MS_A_DAY // 3 for n in range(-9, 60)]
    for _ in range(60):
        at = chance.choice(moments)
        times = chance.sample(moments, 3)
        first = assigned(at)
        for time in times:
            first = looked(first, time)
        last = NOTHING
        for time in reversed(times):
            last = looked(last, time)
        last = assigned(at, last)
        truth = any(at < time <= at + 14 * MS_A_DAY for time in times)
        for held in (first, last):
            assert exposures.looked_up(held, CAMPAIGN) is truth
            later = exposures.settled(held, max(moments) + 3 * MS_A_DAY)
            assert exposures.looked_up(later, CAMPAIGN) is truth
        assert exposures.encode(exposures.settled(first, AT)) == exposures.encode(
            exposures.settled(
                assigned(
                    at, looked(looked(looked(NOTHING, times[0]), times[1]), times[2])
                ),
                AT,
            )
        )


def test_film_pages_without_an_assignment_are_forgotten_after_two_days() -> None:
    told = looked(NOTHING, AT)
    assert exposures.settled(told, AT + MS_A_DAY) == told
    assert exposures.is_empty(exposures.settled(told, AT + 3 * MS_A_DAY))


def test_a_withdrawn_site_takes_its_film_pages_along() -> None:
    told = looked(looked(assigned(), AT + 5), AT + 9, site=LUX)
    settled = exposures.settled(told, AT + 5 * MS_A_DAY)
    for held in (told, settled):
        without = exposures.without_site(held, ROYAL)
        assert exposures.looked_up(without, CAMPAIGN)
        assert not exposures.looked_up(exposures.without_site(without, LUX), CAMPAIGN)


def test_an_impression_reported_twice_counts_once() -> None:
    once = new_ulid(AT)
    held = NOTHING
    for at in (AT, AT + 1, AT + 3 * 3_600_000):
        held = exposures.with_impression(held, LINE, once, at)
    held = exposures.with_impression(held, LINE, new_ulid(AT + 5), AT + 5)
    assert held.lines[LINE].count == 2
    assert exposures.settled(held, AT + MS_A_DAY).lines[LINE].recent == ()


def test_the_first_assignment_is_the_one_that_counts() -> None:
    early = Group(AT, True, FILMS)
    late = Group(AT + 5, False, FILMS)
    for order in ((early, late), (late, early)):
        held = NOTHING
        for group in order:
            held = exposures.with_assignment(held, CAMPAIGN, group, AT + 5)
        assert held.groups[CAMPAIGN] == early


def test_nothing_is_kept_beyond_120_days() -> None:
    held = exposures.with_impression(assigned(), LINE, new_ulid(AT), AT)
    assert exposures.without_old(held, AT + 120 * MS_A_DAY) == held
    assert exposures.is_empty(exposures.without_old(held, AT + 120 * MS_A_DAY + 1))
