"""What is held of an id: visits, yeses, and their taking back."""

from toile.pool import visits
from toile.pool.attribution import cinemas_to_credit
from toile.pool.segments import membership
from toile.pool.visits import EMPTY, Profile, SiteVisits
from toile.wire.audience import AEA, Membership
from toile.wire.ids import Ulid

ROYAL = Ulid("01M85275QPHZD88PEEFXQ0HCTA")
UTOPIA = Ulid("01M85275QPHZD88PEEFXQ0HCTB")
ROYAL_SITE = Ulid("01M85275QPHZD88PEEFXQ0HCTC")
UTOPIA_SITE = Ulid("01M85275QPHZD88PEEFXQ0HCTD")
ROYAL_CLUB_SITE = Ulid("01M85275QPHZD88PEEFXQ0HCTE")
WINDOWS = {ROYAL: 90, UTOPIA: 90}


def camille() -> Profile:
    profile = visits.with_consent(EMPTY, ROYAL_SITE, 9_000)
    profile = visits.with_visit(profile, ROYAL, ROYAL_SITE, 100)
    profile = visits.with_consent(profile, UTOPIA_SITE, 9_000)
    return visits.with_visit(profile, UTOPIA, UTOPIA_SITE, 120)


def test_a_profile_survives_storage() -> None:
    assert visits.decode(visits.encode(camille())) == camille()


def test_a_visit_told_late_counts_but_takes_no_day_back() -> None:
    profile = visits.with_visit(camille(), ROYAL, ROYAL_SITE, 90)

    assert profile.visits[ROYAL] == {ROYAL_SITE: SiteVisits(100, 2)}


def test_withdrawing_from_one_site_erases_what_came_through_it_alone() -> None:
    profile = visits.without_site(camille(), ROYAL_SITE)

    assert set(profile.visits) == {UTOPIA}
    assert set(profile.consents) == {UTOPIA_SITE}


def through_both_sites() -> Profile:
    """Camille also came to the Royal through its club's site, before and after."""
    profile = visits.with_consent(camille(), ROYAL_CLUB_SITE, 9_000)
    profile = visits.with_visit(profile, ROYAL, ROYAL_CLUB_SITE, 90)
    profile = visits.with_visit(profile, ROYAL, ROYAL_CLUB_SITE, 110)
    return visits.with_visit(profile, ROYAL, ROYAL_SITE, 101)


def test_withdrawing_at_one_of_a_cinemas_sites_takes_what_came_through_it() -> None:
    without_club = visits.without_site(through_both_sites(), ROYAL_CLUB_SITE)
    without_main = visits.without_site(through_both_sites(), ROYAL_SITE)

    assert without_club.visits[ROYAL] == {ROYAL_SITE: SiteVisits(101, 2)}
    assert without_main.visits[ROYAL] == {ROYAL_CLUB_SITE: SiteVisits(110, 2)}
    assert tuple(cinemas_to_credit(without_club, WINDOWS, 150)) == (ROYAL, UTOPIA)
    assert tuple(cinemas_to_credit(without_main, WINDOWS, 150)) == (ROYAL, UTOPIA)
    assert tuple(cinemas_to_credit(without_club, {ROYAL: 5}, 110)) == ()
    assert membership(without_main, {ROYAL: 1}) == Membership({AEA: 110})


def test_a_site_whose_yes_ended_takes_no_other_sites_visits_along() -> None:
    profile = visits.with_consent(through_both_sites(), ROYAL_SITE, 10_000)
    left = visits.without_expired(profile, 9_500, 0)

    assert left.visits == {ROYAL: {ROYAL_SITE: SiteVisits(101, 2)}}


def test_withdrawing_from_all_sites_leaves_nothing() -> None:
    profile = visits.without_site(camille(), ROYAL_SITE)

    assert visits.is_empty(visits.without_site(profile, UTOPIA_SITE))


def test_what_is_past_its_time_is_dropped() -> None:
    assert set(visits.without_expired(camille(), 0, 101).visits) == {UTOPIA}
    assert visits.is_empty(visits.without_expired(camille(), 9_000, 0))


def test_the_segment_lasts_for_the_window_after_the_last_visit() -> None:
    belongs = membership(camille(), {ROYAL: 90})

    assert belongs is not None
    assert belongs.has(AEA, 100 + 89)
    assert not belongs.has(AEA, 100 + 90)


def test_visits_to_a_cinema_without_agreement_make_no_member() -> None:
    assert membership(camille(), {}) is None


def test_a_click_credits_the_cinemas_of_the_window() -> None:
    assert tuple(cinemas_to_credit(camille(), WINDOWS, 150)) == (ROYAL, UTOPIA)
    assert tuple(cinemas_to_credit(camille(), WINDOWS, 100 + 90)) == (UTOPIA,)
    assert tuple(cinemas_to_credit(camille(), WINDOWS, 100 + 89)) == (ROYAL, UTOPIA)


def test_a_click_credits_no_cinema_whose_agreement_has_ended() -> None:
    assert tuple(cinemas_to_credit(camille(), {UTOPIA: 90}, 150)) == (UTOPIA,)
    assert tuple(cinemas_to_credit(EMPTY, WINDOWS, 150)) == ()


def test_visits_through_all_sites_of_a_cinema_count_together() -> None:
    seen = cinemas_to_credit(camille(), WINDOWS, 150)[ROYAL]
    sites = camille().visits[ROYAL].values()
    assert seen.last_day == max(site.last_day for site in sites)
    assert seen.count == sum(site.count for site in sites)


def test_of_members_alone_visits_stay_with_the_yeses_they_came_by() -> None:
    profile = visits.with_visit(camille(), UTOPIA, ROYAL_CLUB_SITE, 121)
    profile = visits.with_consent(profile, ROYAL_CLUB_SITE, 9_000)

    assert visits.of_members(profile, {ROYAL, UTOPIA}) == profile
    assert visits.of_members(profile, {ROYAL}) == visits.without_site(
        visits.without_site(profile, UTOPIA_SITE), ROYAL_CLUB_SITE
    )
    assert visits.is_empty(visits.of_members(profile, set()))


def test_a_site_of_two_cinemas_keeps_its_yes_while_one_is_a_member() -> None:
    profile = visits.with_visit(camille(), UTOPIA, ROYAL_SITE, 121)

    left = visits.of_members(profile, {ROYAL})

    assert set(left.consents) == {ROYAL_SITE}
    assert visits.sites_only_of_others(profile, {ROYAL}) == {UTOPIA_SITE}


def test_a_yes_without_a_visit_is_nobodys_and_stays() -> None:
    profile = visits.with_consent(EMPTY, ROYAL_SITE, 9_000)

    assert visits.of_members(profile, set()) == profile
