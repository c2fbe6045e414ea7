"""What is shown of a browser, and how its past forgets it."""

from hypothesis import given
from hypothesis import strategies as st

from toile.pool import rights, visits
from toile.pool.rights import Forgotten
from toile.pool.visits import EMPTY
from toile.wire import events
from toile.wire.audience import AEA, Membership
from toile.wire.clock import MS_A_DAY
from toile.wire.ids import Sid, Ulid
from toile.wire.tags import HeldConsent, HeldVisit

SITE = Ulid("01M85275QPHZD88PEEFXQ0HCTA")
OTHER_SITE = Ulid("01M85275QPHZD88PEEFXQ0HCTB")
CINEMA = Ulid("01M85275QPHZD88PEEFXQ0HCTC")
CAMILLE = Sid(b"camille-16-bytes")


def visit(at_ms: int, site: Ulid = SITE, yes_ms: int | None = None) -> events.Visit:
    return events.Visit(
        id=SITE,
        at_ms=at_ms,
        site=site,
        cinema=CINEMA,
        page="/",
        yes_ms=at_ms if yes_ms is None else yes_ms,
        sid=CAMILLE,
    )


def test_an_unknown_browser_holds_nothing() -> None:
    assert rights.held(None, None, 100).known is False


def test_what_is_held_is_told_in_days_and_segments() -> None:
    profile = visits.with_visit(EMPTY, CINEMA, SITE, 20_780)
    told = rights.held(profile, Membership({AEA: 20_800, "past": 1}), 20_781)

    assert told.segments == (AEA,)
    assert told.visits[0].last_day == "2026-11-23"


def test_visits_through_two_sites_of_a_cinema_are_told_as_one() -> None:
    profile = visits.with_visit(EMPTY, CINEMA, SITE, 20_779)
    profile = visits.with_visit(profile, CINEMA, OTHER_SITE, 20_780)
    told = rights.held(profile, None, 20_781)

    assert told.visits == (HeldVisit(cinema=CINEMA, count=2, last_day="2026-11-23"),)


def test_each_yes_that_holds_is_told_with_its_end() -> None:
    profile = visits.with_consent(EMPTY, OTHER_SITE, 20_781 * MS_A_DAY + 5)
    profile = visits.with_consent(profile, SITE, 20_781 * MS_A_DAY - 1)
    told = rights.held(profile, None, 20_781)

    assert told.consents == (HeldConsent(site=OTHER_SITE, until="2026-11-24"),)


def test_an_erased_event_stays_as_an_anonymous_count() -> None:
    erased = Forgotten(everything_ms=50)
    forgotten = rights.without_person(visit(50), lambda _: erased)

    assert isinstance(forgotten, events.Visit)
    assert forgotten.sid is None
    assert forgotten.page == "/"


def test_what_came_after_the_erasure_is_kept() -> None:
    erased = Forgotten(everything_ms=50)

    assert rights.without_person(visit(51), lambda _: erased) == visit(51)


def test_a_visit_that_showed_a_forgotten_yes_is_forgotten_with_it() -> None:
    erased = Forgotten(everything_ms=50)
    forgotten = rights.without_person(visit(60, yes_ms=50), lambda _: erased)

    assert isinstance(forgotten, events.Visit)
    assert forgotten.sid is None


def test_a_withdrawal_forgets_its_own_site_alone() -> None:
    withdrawn = rights.forget_site(Forgotten(), SITE, 50)

    assert rights.without_person(visit(50), lambda _: withdrawn) != visit(50)
    other = visit(50, OTHER_SITE)
    assert rights.without_person(other, lambda _: withdrawn) == other


@given(st.integers(0, 100), st.integers(0, 100))
def test_forgetting_never_shortens(first: int, second: int) -> None:
    both = rights.forget_everything(
        rights.forget_everything(Forgotten(), first), second
    )

    assert both.until_ms(SITE) == max(first, second)


def test_an_anonymous_event_is_never_longer() -> None:
    erased = Forgotten(everything_ms=50)
    before = events.encode(visit(50))

    assert len(events.encode(rights.without_person(visit(50), lambda _: erased))) < len(
        before
    )


def test_a_tc_string_goes_with_the_id_and_its_hash_stays() -> None:
    proof = events.Consent(
        id=SITE,
        at_ms=1,
        site=SITE,
        choice="yes",
        tool="tcf",
        tc_string="CQ.YA",
        tc_hash="ab",
        sid=CAMILLE,
    )
    left = rights.anonymous(proof)
    assert isinstance(left, events.Consent)
    assert (left.sid, left.tc_string, left.tc_hash) == (None, "", "ab")
