"""A cinema whose agreement ends: its visits leave the pool on that day, not later.

On real spaces, by a real worker: what the union and the cinema were promised.
"""

import datetime
from typing import Any

import pytest

from toile.pool import visits
from toile.pool.exposures import EXPOSURES
from toile.pool.visits import PROFILES, Profile
from toile.portal.agreements import ending
from toile.portal.agreements.models import Termination
from toile.portal.agreements.selectors import member_sites
from toile.wire.calendar import midnight_ms
from toile.wire.clock import MS_A_DAY, PARIS, now_ms, paris_date
from toile.wire.ids import Ulid
from toile.worker.members import Terms
from toile.worker.project.pool import republish

Side, Cause = Termination.Side, Termination.Cause
ONE_DAY = datetime.timedelta(days=1)


def held(house: Any, person: int) -> Profile | None:
    record = house.stores.pool.get(PROFILES, house.sid(person))
    return None if record is None else visits.decode(record)


def cinemas_of(house: Any, person: int) -> set[str]:
    profile = held(house, person)
    names = {cinema.id: name for name, cinema in house.world.cinemas.items()}
    return {names[cinema] for cinema in profile.visits} if profile else set()


def end(house: Any, name: str, day: datetime.date, **given: Any) -> None:
    agreement = house.world.agreements[name]
    agreement.refresh_from_db()
    told = {"side": Side.COUNTERPART, **given}
    ending.end(agreement, day, house.world.union, paris_date(house.now()), **told)


def test_visits_leave_the_pool_the_same_day_and_only_those(house: Any) -> None:
    film = "staline"
    house.tell(
        house.consent(1, "royal", "yes", house.at()),
        house.visit(1, "royal", house.at(1), film=film),
        house.visit(2, "royal", house.at(2)),
        house.visit(2, "eldorado", house.at(3)),
    )
    assert cinemas_of(house, 1) == {"royal"}
    assert house.stores.pool.get(EXPOSURES, house.sid(1)) is not None
    end(house, "royal", paris_date(house.now()))
    house.catch_up()
    # Nothing is left of who knew the Royal alone, its yes and film pages included.
    assert held(house, 1) is None
    assert house.stores.pool.get(EXPOSURES, house.sid(1)) is None
    assert cinemas_of(house, 2) == {"eldorado"}
    profile = held(house, 2)
    assert profile is not None
    assert set(profile.consents) == {Ulid(house.world.sites["eldorado"].id)}
    assert "royal" not in {s.name for s in member_sites(paris_date(house.now()))}


def test_a_late_visit_is_gone_again_with_the_next_reading(house: Any) -> None:
    end(house, "royal", paris_date(house.now()))
    house.tell(house.visit(1, "royal", house.at()))
    assert held(house, 1) is None


def changes_of_the_clock(after: datetime.date) -> list[datetime.date]:
    """The next days of 23 and of 25 hours in Paris."""

    def offset(day: datetime.date) -> datetime.timedelta | None:
        noon = datetime.datetime.combine(day, datetime.time(12), PARIS)
        return noon.utcoffset()

    days = (after + n * ONE_DAY for n in range(2, 366))
    return [day for day in days if offset(day) != offset(day - ONE_DAY)]


@pytest.mark.parametrize("which", [0, 1, None])
def test_an_announced_end_comes_at_midnight_in_paris(
    house: Any, which: int | None
) -> None:
    today = paris_date(now_ms())
    day = today + 40 * ONE_DAY if which is None else changes_of_the_clock(today)[which]
    end(house, "royal", day)
    begins = midnight_ms(day)
    house.pretend(begins - 60_000)
    house.tell(house.visit(1, "royal", begins - 3_600_000))
    assert cinemas_of(house, 1) == {"royal"}
    assert "royal" in {s.name for s in member_sites(paris_date(house.now()))}
    house.pretend(begins + 1_000)
    house.catch_up()
    assert held(house, 1) is None
    assert "royal" not in {s.name for s in member_sites(paris_date(house.now()))}


def test_what_was_taken_back_in_time_ends_nothing(house: Any) -> None:
    today = paris_date(house.now())
    end(house, "royal", today + ONE_DAY)
    agreement = house.world.agreements["royal"]
    ending.take_back(agreement, house.world.union, today, side=Side.COUNTERPART)
    house.tell(house.visit(1, "royal", house.at()))
    house.pretend(house.at() + 2 * MS_A_DAY)
    house.catch_up()
    assert cinemas_of(house, 1) == {"royal"}


def test_old_terms_drop_no_cinema_that_has_just_joined(house: Any) -> None:
    house.tell(house.visit(1, "royal", house.at()))
    old = Terms(windows={Ulid(house.world.cinemas["eldorado"].id): 90}, fee=None)
    republish(house.stores, house.identity, old, house.now(), sure=False)
    assert cinemas_of(house, 1) == {"royal"}
    republish(house.stores, house.identity, old, house.now())
    assert cinemas_of(house, 1) == set()
