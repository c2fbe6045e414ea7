"""Plans: what the database says, replaced whole, and only when something changed."""

import datetime
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import OperationalError, connection

from toile.portal.agreements import services as agreements
from toile.portal.agreements.models import Agreement
from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.campaigns import services as campaigns
from toile.portal.cinemas import services as cinemas
from toile.wire import plan as plans
from toile.wire.clock import paris_date, to_datetime
from toile.wire.ids import Ulid
from toile.wire.plan import AdsPlan, PoolPlan
from toile.worker.publish.publisher import Publisher


class Desk:
    """A publisher, and what an edge reads of it."""

    def __init__(self, house: Any) -> None:
        self._house = house
        self._folder = house.settings.plan
        self._publisher = Publisher(self._folder, "both")

    def publish(self, seconds: float = 0) -> list[str]:
        return self.publish_at(self._house.at(seconds))

    def publish_at(self, at_ms: int) -> list[str]:
        return self._publisher.publish(to_datetime(at_ms))

    @property
    def pool(self) -> PoolPlan:
        return plans.decode((self._folder / "pool.json").read_bytes(), PoolPlan)

    @property
    def ads(self) -> AdsPlan:
        return plans.decode((self._folder / "ads.json").read_bytes(), AdsPlan)

    @property
    def sites(self) -> set[str]:
        return {site.name for site in self.pool.sites}


MEMBERS = {"royal", "eldorado", "varietes"}


def decide(house: Any, kind: str, subject: str, yes: bool) -> None:
    """Let the union decide anew about something."""
    owner = house.world.cinemas["royal"].organisation
    asked = approvals.request(kind, subject, "name", owner)
    if yes:
        approvals.approve(asked.id, house.world.union)
    else:
        approvals.refuse(asked.id, house.world.union, "non")


def test_the_pools_plan_lists_members_and_controllers(house: Any) -> None:
    desk = Desk(house)
    assert desk.publish() == ["pool", "ads"]
    assert desk.sites == MEMBERS
    royal = next(site for site in desk.pool.sites if site.name == "royal")
    assert royal.key == house.world.sites["royal"].key
    assert royal.origins == ("https://royal.example",)
    assert royal.cinemas == (Ulid(house.world.cinemas["royal"].id),)
    named = [(each.name, each.role) for each in desk.pool.controllers]
    assert named == [("SCARE", "union"), ("Klox", "operator")]


def test_the_pools_plan_has_the_longest_window_of_its_members(house: Any) -> None:
    desk, signed = Desk(house), house.world.agreements
    for name, days in (("royal", 120), ("eldorado", 30), ("varietes", 60)):
        signed[name].window_days = days
        signed[name].save()
    desk.publish()
    assert desk.pool.window_days == 120
    agreements.terminate(signed["royal"], paris_date(house.at()))
    desk.publish()
    assert desk.pool.window_days == 60


def test_a_site_leaves_the_plan_when_it_may_not_report(house: Any) -> None:
    desk, world = Desk(house), house.world
    cinemas.set_site_status(world.sites["royal"], "paused")
    desk.publish()
    assert desk.sites == MEMBERS - {"royal"}
    decide(house, Approval.Kind.CINEMA, world.cinemas["eldorado"].id, yes=False)
    desk.publish()
    assert desk.sites == {"varietes"}
    agreements.terminate(world.agreements["varietes"], paris_date(house.at()))
    desk.publish()
    assert desk.sites == set()
    cinemas.set_site_status(world.sites["royal"], "active")
    desk.publish()
    assert desk.sites == {"royal"}


def test_an_agreement_that_has_not_begun_gives_no_site(house: Any) -> None:
    desk, lux = Desk(house), house.world.cinemas["lux"]
    tomorrow = paris_date(house.at()) + datetime.timedelta(days=1)
    agreements.sign(
        Agreement.Kind.UNION_CINEMA, lux.organisation, "C-lux", tomorrow, cinema=lux
    )
    desk.publish()
    assert "lux" not in desk.sites
    desk.publish_at(house.noon(1))
    assert "lux" in desk.sites


def test_the_ads_plan_names_no_cinema(house: Any) -> None:
    desk = Desk(house)
    desk.publish()
    document = plans.encode(desk.ads)
    for each in (*house.world.cinemas.values(), *house.world.sites.values()):
        assert each.id.encode() not in document


def test_only_live_campaigns_of_approved_films_are_planned(house: Any) -> None:
    desk, world = Desk(house), house.world
    desk.publish()
    assert [line.id for line in desk.ads.lines] == [world.line.id]
    (line,) = desk.ads.lines
    assert (line.allocine_id, line.price) == (265414, 4_000_500)
    assert {creative.id for creative in line.creatives} == {
        creative.id for creative in world.creatives
    }
    campaigns.pause(world.campaign)
    desk.publish()
    assert not desk.ads.lines
    campaigns.go_live(world.campaign)
    desk.publish()
    assert len(desk.ads.lines) == 1
    decide(house, Approval.Kind.FILM, world.film.id, yes=False)
    desk.publish()
    assert not desk.ads.lines


def test_paused_lines_creatives_and_placements_are_not_planned(house: Any) -> None:
    desk, world = Desk(house), house.world
    world.creatives[0].status = "paused"
    world.creatives[0].save()
    desk.publish()
    (line,) = desk.ads.lines
    assert [creative.id for creative in line.creatives] == [world.creatives[1].id]
    world.creatives[1].status = "paused"
    world.creatives[1].save()
    desk.publish()
    assert not desk.ads.lines
    world.creatives[1].status = "active"
    world.creatives[1].save()
    world.line.status = "paused"
    world.line.save()
    desk.publish()
    assert not desk.ads.lines
    world.line.status = "active"
    world.line.save()
    world.placement.status = "paused"
    world.placement.save()
    desk.publish()
    assert (desk.ads.lines, desk.ads.placements) == ((), ())


def test_only_a_line_of_the_pool_is_held_back_from_anybody(house: Any) -> None:
    desk, line = Desk(house), house.world.line
    desk.publish()
    assert [each.holdout for each in desk.ads.lines] == [10]
    line.pool = False
    line.save()
    desk.publish()
    assert [each.holdout for each in desk.ads.lines] == [0]


def test_a_flight_that_is_over_is_not_planned(house: Any) -> None:
    desk = Desk(house)
    desk.publish(seconds=8 * 86_400)
    assert not desk.ads.lines


def test_the_version_rises_with_a_change_and_only_then(house: Any) -> None:
    desk, world = Desk(house), house.world
    desk.publish()
    assert (desk.pool.version, desk.ads.version) == (1, 1)
    untouched = house.settings.plan.joinpath("pool.json").stat().st_ino
    assert desk.publish(seconds=1) == []
    assert house.settings.plan.joinpath("pool.json").stat().st_ino == untouched
    world.line.price_micros += 1
    world.line.save()
    assert desk.publish(seconds=2) == ["ads"]
    assert (desk.pool.version, desk.ads.version) == (1, 2)
    assert Desk(house).publish(seconds=3) == [], "a new worker knows the plan in force"
    cinemas.set_site_status(world.sites["royal"], "paused")
    assert desk.publish(seconds=4) == ["pool"]
    assert (desk.pool.version, desk.ads.version) == (2, 2)


def test_a_plan_that_was_damaged_is_published_again(house: Any) -> None:
    desk = Desk(house)
    desk.publish()
    house.settings.plan.joinpath("ads.json").write_bytes(b'{"version": 3, "li')
    assert desk.publish() == ["ads"]
    assert len(desk.ads.lines) == 1


def test_each_wing_publishes_its_own_plan_alone(house: Any, tmp_path: Path) -> None:
    now = to_datetime(house.at())
    assert Publisher(tmp_path / "pool", "pool").publish(now) == ["pool"]
    assert Publisher(tmp_path / "ads", "ads").publish(now) == ["ads"]
    for wing in ("pool", "ads"):
        made = [path.name for path in (tmp_path / wing).iterdir()]
        assert made == [f"{wing}.json"]


def test_a_reader_never_sees_half_a_plan(house: Any) -> None:
    desk, world = Desk(house), house.world
    desk.publish()
    path, faults, versions = house.settings.plan / "ads.json", [], set()
    done = threading.Event()

    def read_on() -> None:
        while not done.is_set():
            try:
                versions.add(plans.decode(path.read_bytes(), AdsPlan).version)
            except Exception as error:  # noqa: BLE001 - any is a failure of the test
                faults.append(error)

    reader = threading.Thread(target=read_on)
    reader.start()
    try:
        for step in range(1, 41):
            world.line.name = f"{'long ' * 20 * (step % 2)}{step}"
            world.line.price_micros = step
            world.line.save()
            desk.publish(seconds=step)
    finally:
        done.set()
        reader.join()
    assert faults == []
    assert len(versions) > 1
    assert max(versions) <= desk.ads.version == 41


@contextmanager
def database_down() -> Iterator[None]:
    """Let every statement fail as it does when the server is gone."""

    def refuse(*_: object) -> None:
        raise OperationalError("the server is gone")

    with connection.execute_wrapper(refuse):
        yield


def test_the_last_plan_stays_while_the_database_is_down(house: Any) -> None:
    desk = Desk(house)
    house.catch_up()
    before = (desk.pool, desk.ads)
    with database_down():
        house.write(house.visit(1, "royal", house.at()))
        house.worker.catch_up()
        assert house.worker.failing, "who asks must learn that not all was done"
    assert (desk.pool, desk.ads) == before
    assert house.stores.pool.count("profiles") == 1
    house.world.line.price_micros += 1
    house.world.line.save()
    house.worker.catch_up()
    assert house.worker.failing == {}
    assert desk.ads.version == 2
