"""What the lab counts of a campaign: from the journal's events to the portal's rows."""

import datetime
from typing import Any

import pytest

from toile.lab import SMALLEST_SHOWN
from toile.pool import exposures
from toile.pool.exposures import EXPOSURES
from toile.portal.campaigns.measure import effect, reach_and_frequency
from toile.portal.campaigns.models import CampaignEffect, CampaignReach, ReachCell
from toile.portal.inventory.models import SupplyDay
from toile.wire.clock import MS_A_DAY, from_datetime, paris_date
from toile.wire.events import AnyEvent, Supply, SupplyCell
from toile.wire.ids import Ulid, new_ulid
from toile.worker.members import Members
from toile.worker.project.exposures import ExposureProjection

FILM = "https://www.allocine.fr/film/fichefilm_gen_cfilm=265414.html"


class PowerCutError(Exception):
    """The worker's end."""


def held_of(house: Any, person: int) -> exposures.Exposures:
    record = house.stores.pool.get(EXPOSURES, house.sid(person))
    return exposures.NOTHING if record is None else exposures.decode(record)


def crowd(house: Any, people: range, at: int) -> list[AnyEvent]:
    return [house.visit(person, "royal", at) for person in people]


def compared(house: Any, served: int, held: int) -> None:
    """So many served and held out; of the served one in ten looks the film up."""
    first = range(1, served + 1)
    second = range(served + 1, served + held + 1)
    house.write(*crowd(house, range(1, served + held + 1), house.at()))
    house.write(
        *(house.assignment(n, house.at(10)) for n in first),
        *(house.impression(n, house.at(11)) for n in first for _ in range(1 + n % 2)),
        *(house.assignment(n, house.at(10), held_out=True) for n in second),
    )
    house.write(
        *(house.visit(n, "royal", house.at(20), film=FILM) for n in first[::10]),
        *(house.visit(n, "royal", house.at(20), film=FILM) for n in second[::100]),
        # Before the ad it says nothing of the ad.
        *(house.visit(n, "royal", house.at(5), film=FILM) for n in second),
    )
    house.catch_up()


def test_an_effect_is_measured_and_told(house: Any) -> None:
    compared(house, 400, 300)
    row = CampaignEffect.objects.get()
    assert (row.campaign_id, row.verdict) == (house.world.campaign.id, "more")
    assert (row.served, row.held_out) == (400, 300)
    assert (row.served_rate, row.held_out_rate) == (0.1, 0.01)
    told = effect(house.world.campaign, SMALLEST_SHOWN)
    assert "10,0 %" in told.sentence
    assert "+" in told.sentence
    reach = reach_and_frequency(house.world.campaign, SMALLEST_SHOWN)
    assert (reach.ids, reach.mean) == (400, 1.5)
    assert [(each.least, each.most, each.ids) for each in reach.classes] == [
        (1, 1, 200),
        (2, None, 200),
    ]
    assert CampaignReach.objects.get().impressions == 600


def test_of_too_few_nothing_is_told(house: Any) -> None:
    compared(house, 49, 30)
    row = CampaignEffect.objects.get()
    assert (row.verdict, row.served, row.held_out) == ("too_small", None, None)
    assert (row.served_rate, row.low, row.relative) == (None, None, None)
    assert "Pas encore assez" in effect(house.world.campaign, SMALLEST_SHOWN).sentence
    reach = CampaignReach.objects.get()
    assert (reach.ids, reach.mean, reach.frequency, reach.impressions) == (
        None,
        None,
        [],
        0,
    )
    assert (
        "Moins de 50" in reach_and_frequency(house.world.campaign, SMALLEST_SHOWN).why
    )
    assert not ReachCell.objects.exists()


def test_the_pool_is_counted_by_departement_rounded(house: Any) -> None:
    cinemas = house.world.cinemas
    cinemas["royal"].departement = "83"
    cinemas["royal"].save()
    cinemas["eldorado"].postal_code = "13001"
    cinemas["eldorado"].save()
    house.write(*crowd(house, range(1, 131), house.at()))
    house.write(*(house.visit(n, "eldorado", house.at()) for n in range(1, 100)))
    house.catch_up()
    assert dict(ReachCell.objects.values_list("departement", "ids")) == {
        "": 150,
        "83": 150,
    }, "99 in the 13 are too few to be told"
    house.write(*(house.erasure(n, house.at(30)) for n in range(1, 32)))
    house.catch_up()
    assert not ReachCell.objects.exists(), "99 are no crowd any more"


@pytest.mark.parametrize("edge", ["edge-0", "edge-1"])
def test_what_is_told_twice_counts_once(house: Any, edge: str) -> None:
    shown = house.impression(1, house.at(10))
    house.write(house.visit(1, "royal", house.at()), shown)
    house.write(shown, edge=edge)
    house.tell(house.assignment(1, house.at(10)), house.assignment(1, house.at(12)))
    held = held_of(house, 1)
    assert [each.count for each in held.lines.values()] == [1]
    assert [group.at_ms for group in held.groups.values()] == [house.at(10)]


def test_a_crash_before_the_cursor_counts_nothing(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.tell(house.visit(1, "royal", house.at()))
    events = [house.impression(1, house.at(10)), house.assignment(1, house.at(10))]

    def cut(*_: object) -> None:
        raise PowerCutError

    projection = ExposureProjection(house.stores, house.keys, Members())
    with monkeypatch.context() as patched:
        patched.setattr("toile.worker.project.exposures.save_cursor", cut)
        with pytest.raises(PowerCutError):
            projection.apply(house.entries(events), b"{}")
    assert held_of(house, 1) == exposures.NOTHING
    house.tell(*events)
    assert [each.count for each in held_of(house, 1).lines.values()] == [1]


def test_an_erased_id_leaves_nothing_and_nothing_comes_back(house: Any) -> None:
    house.tell(
        house.visit(1, "royal", house.at(), film=FILM),
        house.impression(1, house.at(10)),
        house.assignment(1, house.at(10)),
    )
    assert not exposures.is_empty(held_of(house, 1))
    house.tell(house.erasure(1, house.at(20)))
    assert exposures.is_empty(held_of(house, 1))
    # Told late, by a tab left open: both are of before the erasure.
    late = house.impression(1, house.at(40), impression=new_ulid(house.at(12)))
    house.tell(late, house.assignment(1, house.at(12)))
    assert exposures.is_empty(held_of(house, 1))


def test_a_withdrawal_at_one_site_takes_back_what_came_through_it(house: Any) -> None:
    house.tell(
        house.visit(1, "royal", house.at()),
        house.visit(1, "eldorado", house.at()),
        house.assignment(1, house.at(10)),
        house.visit(1, "royal", house.at(20), film=FILM),
    )
    campaign = Ulid(house.world.campaign.id)
    assert exposures.looked_up(held_of(house, 1), campaign)
    house.tell(house.consent(1, "royal", "withdrawal", house.at(30)))
    assert campaign in held_of(house, 1).groups
    assert not exposures.looked_up(held_of(house, 1), campaign)


def test_ids_that_the_pool_holds_no_more_are_forgotten(house: Any) -> None:
    house.tell(house.visit(1, "royal", house.at()), house.impression(1, house.at(9)))
    house.pretend(house.at(days=181))
    house.catch_up()
    assert exposures.is_empty(held_of(house, 1)), "the yes has ended"


def test_requests_become_days_of_placements(house: Any) -> None:
    place = Ulid(house.world.placement.id)
    day = paris_date(house.start)
    at = from_datetime(
        datetime.datetime(day.year, day.month, day.day, 13, 30, tzinfo=datetime.UTC)
    )

    def told(*cells: SupplyCell) -> Supply:
        return Supply(id=new_ulid(at), at_ms=at, cells=cells)

    house.tell(
        told(SupplyCell(place, "", 10, 4, 6, 3), SupplyCell(place, "83", 5)),
        told(SupplyCell(place, "", 1), SupplyCell(Ulid("UNKNOWN"), "", 9)),
    )
    rows = SupplyDay.objects.order_by("departement").values_list(
        "placement_id",
        "day",
        "departement",
        "requests",
        "members",
        "served",
        "members_served",
        "bands",
    )
    assert list(rows) == [
        (place, day, "", 11, 4, 6, 3, [0, 0, 0, 11, 0, 0]),
        (place, day, "83", 5, 0, 0, 0, []),
    ]


def test_a_campaign_that_is_long_over_keeps_its_last_figures(house: Any) -> None:
    compared(house, 400, 300)
    before = CampaignEffect.objects.values().get()
    house.write(*(house.erasure(n, house.at(60)) for n in range(1, 701)))
    house.pretend(house.start + 30 * MS_A_DAY)
    house.catch_up()
    assert CampaignEffect.objects.values().get() == before
