"""Someone reads every page, file and answer about a cinema, and subtracts them.

The Royal has two sites and quiet days. The attacker knows everybody's choice but one,
and asks all there is to ask, before and after: pages of every period, the API's days of
every window, the archive, the union's page of each site, the house's comparison.
"""

import csv
import datetime
import io
import itertools
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from toile.lab import SMALLEST_SHOWN
from toile.portal.accounts.models import Membership
from toile.portal.accounts.seats import Seat
from toile.portal.cinemas.models import Site
from toile.portal.cinemas.services import add_site, put_choice_figures, put_site_figures
from toile.portal.decisions.site_days import site_days
from toile.portal.members.archive import archive_of
from toile.portal.payouts.dashboards.choices import choices_by
from toile.portal.payouts.dashboards.cinema import dashboard
from toile.portal.payouts.dashboards.house import house
from toile.portal.payouts.dashboards.period import PERIODS, Period
from toile.portal.tokens.scopes import Scope
from toile.portal.tokens.services import make_token
from toile.wire.clock import now_ms, paris_date

DAY = datetime.timedelta(days=1)
# Yes and no of twelve days: some alone too few to tell, some not.
FIRST = ((7, 1), (61, 9), (0, 0), (33, 20), (49, 2), (50, 50), (3, 1), (120, 44))
SECOND = ((2, 0), (18, 31), (26, 3), (40, 40), (9, 0), (1, 0), (77, 12), (30, 1))


@pytest.fixture
def today() -> datetime.date:
    return paris_date(now_ms())


@pytest.fixture
def sites(world: Any, today: datetime.date) -> tuple[Site, Site]:
    """The Royal's two sites with their days, by tool and device too."""
    other = add_site(world.royal, "Le Royal, boutique", ["https://shop.royal.example"])
    for site, days in ((world.site, FIRST), (other, SECOND)):
        for age, (yes, no) in enumerate(reversed(days)):
            choose(site, today - age * DAY, yes, no)
    return world.site, other


def choose(site: Site, day: datetime.date, yes: int, no: int) -> None:
    put_site_figures(site.id, day, visits=500, consents=yes, refusals=no)
    put_choice_figures(site.id, day, "axeptio", "mobile", consents=yes, refusals=no)


@pytest.fixture
def ask(world: Any) -> Callable[[int, datetime.date], list[dict[str, Any]]]:
    """Ask the API for so many days up to one."""
    user = world.people.users["royal"]
    seat = Seat(user, Membership.objects.get(user=user))
    _, text = make_token(seat, name="x", scopes=[Scope.CINEMAS_READ], days=30)

    def asked(days: int, last: datetime.date) -> list[dict[str, Any]]:
        answer: Any = Client().get(
            f"/api/v1/cinemas/{world.royal.id}/days",
            {"days": days, "last": last.isoformat()},
            headers={"Authorization": f"Bearer {text}"},
        )
        return list(answer.json()["items"])

    return asked


def counts_of(world: Any, today: datetime.date, sites: Any) -> Iterator[int]:
    """Every count of persons that pages and files tell."""
    for days in PERIODS:
        board = dashboard(world.royal, Period(days, today), SMALLEST_SHOWN)
        yield from (board.consents or 0, board.refusals or 0)
        for day in board.days:
            yield from (day.consents or 0, day.refusals or 0, day.withdrawals or 0)
        for column in ("tool", "device"):
            for one in choices_by(
                world.royal, Period(days, today), column, SMALLEST_SHOWN
            ):
                yield one.answers or 0
    for site in sites:
        month = site_days(site, today, SMALLEST_SHOWN)
        yield from (month.consents or 0, month.refusals or 0)
    for row in archived(world):
        yield from (int(row["acceptations"] or 0), int(row["refus"] or 0))


def archived(world: Any) -> list[dict[str, str]]:
    file = zipfile.ZipFile(io.BytesIO(archive_of(world.royal, SMALLEST_SHOWN)))
    return list(
        csv.DictReader(
            io.StringIO(file.read("jours.csv").decode("utf-8-sig")), delimiter=";"
        )
    )


def rates_of(world: Any, today: datetime.date, sites: Any) -> list[float | None]:
    """Every rate."""
    found = []
    for days in PERIODS:
        period = Period(days, today)
        found.append(dashboard(world.royal, period, SMALLEST_SHOWN).consent_rate)
        found += [row.consent_rate for row in house([world.royal], period, 50)]
        found += [one.rate for one in choices_by(world.royal, period, "tool", 50)]
    return found + [site_days(site, today, SMALLEST_SHOWN).rate for site in sites]


def test_all_counts_are_multiples_of_fifty_so_is_what_is_made_of_them(
    world: Any, today: datetime.date, sites: Any
) -> None:
    told = list(counts_of(world, today, sites))
    assert any(told)
    assert {one % SMALLEST_SHOWN for one in told} == {0}
    assert {
        (one - two) % SMALLEST_SHOWN for one, two in itertools.combinations(told, 2)
    } == {0}


def test_a_total_tells_no_more_than_its_parts(
    world: Any, today: datetime.date, sites: Any, ask: Any
) -> None:
    """Period less days, cinema less site, archive less page: nothing is left over."""
    board = dashboard(world.royal, Period(30, today), SMALLEST_SHOWN)
    by_day = sum(day.consents or 0 for day in board.days)
    by_site = [site_days(site, today, SMALLEST_SHOWN).consents or 0 for site in sites]
    by_row = sum(int(row["acceptations"] or 0) for row in archived(world))
    by_program = sum(day["consents"] or 0 for day in ask(30, today))
    assert board.consents == by_day == sum(by_site) == by_row == by_program
    exact = sum(yes for yes, _ in (*FIRST, *SECOND))
    assert 0 <= exact - by_day < len(sites) * SMALLEST_SHOWN


def test_windows_of_the_readers_choice_only_add_days_up(
    sites: Any, today: datetime.date, ask: Any
) -> None:
    """Windows that differ by one day differ by what that day told, whatever else."""
    whole = {one["day"]: one for one in ask(12, today)}
    for age, days in itertools.product(range(3), (1, 2, 5)):
        for one in ask(days, today - age * DAY):
            assert one == whole[one["day"]]


def test_one_persons_choice_is_seen_nowhere_unless_it_fills_a_packet(
    world: Any, today: datetime.date, sites: Any
) -> None:
    """On each day of each site in turn one more says yes; most times nothing moves."""
    before = list(counts_of(world, today, sites)), rates_of(world, today, sites)
    unseen = 0
    for site, days in zip(sites, (FIRST, SECOND), strict=True):
        for age, (yes, no) in enumerate(reversed(days)):
            choose(site, today - age * DAY, yes + 1, no)
            found = list(counts_of(world, today, sites))
            moved = [abs(b - a) for a, b in zip(before[0], found, strict=True)]
            assert set(moved) <= {0, SMALLEST_SHOWN}
            unseen += not any(moved) and rates_of(world, today, sites) == before[1]
            choose(site, today - age * DAY, yes, no)
    assert unseen >= len(FIRST)
