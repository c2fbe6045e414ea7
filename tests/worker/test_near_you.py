"""What the ads plan tells of the programme, and when it is published anew."""

import datetime
from typing import Any

import pytest

from toile.portal.agreements import services as agreements
from toile.portal.campaigns.models import Campaign
from toile.portal.showtimes import services as showtimes
from toile.portal.showtimes.source import Reading, Showing
from toile.wire import plan as plans
from toile.wire.clock import from_datetime, paris_date, to_datetime
from toile.wire.plan import AdsPlan, Programme
from toile.worker.publish.publisher import Publisher

HOUR_MS = 3_600_000


class Desk:
    """A publisher whose line says where to see its film, and the time it is."""

    def __init__(self, house: Any) -> None:
        self._house = house
        self._publisher = Publisher(house.settings.plan, "ads")
        # On the hour, so that a quarter begins with it.
        self.start = house.at() // HOUR_MS * HOUR_MS
        world = house.world
        Campaign.objects.update(near_you=True)
        world.film.director = "Agnieszka Holland"
        world.film.save()
        for number, name in enumerate(("royal", "eldorado", "lux"), 1):
            cinema = world.cinemas[name]
            cinema.cnc_number, cinema.departement = str(number), "83"
            cinema.save()

    def take_in(self, *hours: tuple[int, float], title: str = "L'Ombre") -> None:
        """Import screenings: (the cinema's number, hours from the start)."""
        showings = tuple(
            Showing(
                id=f"{number} {after}",
                title=title,
                director="HOLLAND Agnieszka",
                starts_at=to_datetime(self.at(after)),
                version="VO",
                booking_url="https://royal.cine.boutique/",
                cnc_number=str(number),
            )
            for number, after in hours
        )
        showtimes.import_programme(
            lambda _now, _known: Reading(showings=showings), to_datetime(self.start)
        )

    def at(self, hours: float) -> int:
        return self.start + int(hours * HOUR_MS)

    def publish(self, hours: float = 0) -> bool:
        return bool(self._publisher.publish(to_datetime(self.at(hours))))

    @property
    def document(self) -> bytes:
        return bytes((self._house.settings.plan / "ads.json").read_bytes())

    @property
    def ads(self) -> AdsPlan:
        return plans.decode(self.document, AdsPlan)

    @property
    def told(self) -> dict[str, list[float]]:
        """What is told of the Var: hours from the start, by cinema."""
        return {
            cinema.name: [
                (one.starts_ms - self.start) / HOUR_MS for one in cinema.screenings
            ]
            for programme in self.ads.programmes
            for cinema in programme.departements["83"]
        }


@pytest.fixture
def desk(house: Any) -> Desk:
    """A desk of the house's world."""
    return Desk(house)


def test_the_plan_tells_members_and_their_next_screenings(
    house: Any, desk: Desk
) -> None:
    # The Lux plays it as well, but has signed no agreement.
    desk.take_in((1, 30), (1, 2), (1, 26), (1, 50), (2, 3), (3, 1), (1, 24 * 8))
    desk.publish()
    assert desk.told == {"royal": [2, 26, 30], "eldorado": [3]}
    (programme,) = desk.ads.programmes
    assert programme.allocine_id == house.world.film.allocine_id
    assert [line.near_you for line in desk.ads.lines] == [True]


def test_only_public_facts_cross_the_wall(house: Any, desk: Desk) -> None:
    desk.take_in((1, 2))
    desk.publish()
    for each in (*house.world.cinemas.values(), *house.world.sites.values()):
        assert each.id.encode() not in desk.document
    for word in (b"cine.boutique", b"cnc", b"7429951", b"latitude"):
        assert word not in desk.document


def test_nothing_is_told_unless_campaign_union_and_film_say_so(
    house: Any, desk: Desk
) -> None:
    union = house.world.union
    desk.take_in((1, 2))
    desk.publish()
    assert desk.told
    showtimes.switch(on=False, by=union)
    assert desk.publish(), "with the very next plan"
    assert (desk.ads.programmes, desk.ads.lines[0].near_you) == ((), False)
    showtimes.switch(on=True, by=union)
    desk.publish()
    assert desk.told
    Campaign.objects.update(near_you=False)
    desk.publish()
    assert (desk.ads.programmes, desk.ads.lines[0].near_you) == ((), False)


def test_a_film_that_nobody_has_recognised_is_not_told(desk: Desk) -> None:
    desk.take_in((1, 2), title="L'Ombre d'un doute")
    desk.publish()
    assert (desk.ads.programmes, desk.ads.lines[0].near_you) == ((), False)


def test_a_member_that_leaves_is_not_named_any_more(house: Any, desk: Desk) -> None:
    desk.take_in((1, 26), (2, 27))
    desk.publish()
    assert set(desk.told) == {"royal", "eldorado"}
    agreements.terminate(house.world.agreements["royal"], paris_date(house.at()))
    desk.publish()
    assert set(desk.told) == {"eldorado"}


def test_the_plan_is_not_rewritten_for_each_screening_that_begins(desk: Desk) -> None:
    desk.take_in((1, 0.1), (1, 0.2), (1, 5))
    assert desk.publish()
    assert desk.told == {"royal": [0.1, 0.2, 5]}
    assert not desk.publish(0.15)
    assert desk.publish(0.25)
    assert desk.told == {"royal": [5]}


def test_another_import_is_told_with_the_next_plan(desk: Desk) -> None:
    desk.take_in((1, 2))
    desk.publish()
    desk.take_in((1, 2), (1, 4))
    assert desk.publish(0.01)
    assert desk.told == {"royal": [2, 4]}


def test_the_programme_of_many_cinemas_stays_small(house: Any, desk: Desk) -> None:
    desk.take_in(*((number, 1 + step) for number in (1, 2) for step in range(20)))
    desk.publish()
    assert all(len(hours) == 3 for hours in desk.told.values())
    assert isinstance(desk.ads.programmes[0], Programme)
    assert from_datetime(datetime.datetime.now(datetime.UTC)) > 0
