"""Each wing's worker does its own wing's work, and leaves the other's alone."""

from typing import Any, Literal

from toile.portal.campaigns.models import ClickTrail, LineDay
from toile.portal.cinemas.models import SiteDay
from toile.worker.loop import Worker


def run(house: Any, wing: Literal["pool", "ads"]) -> None:
    worker = Worker(house.settings, wing)
    try:
        worker.catch_up()
    finally:
        worker.close()


def plans(house: Any) -> set[str]:
    return {path.name for path in house.settings.plan.iterdir()}


def test_the_pools_worker_keeps_visits_clicks_and_the_pools_plan(house: Any) -> None:
    house.write(house.visit(1, "royal", house.at()), house.click(1, house.at(10)))
    house.write(house.impression(1, house.at(5)))
    run(house, "pool")
    assert SiteDay.objects.get().visits == 1
    assert ClickTrail.objects.get().reason == ""
    assert LineDay.objects.get().impressions == 0
    assert plans(house) == {"pool.json"}


def test_the_ads_worker_keeps_delivery_and_the_ads_plan(house: Any) -> None:
    house.write(house.visit(1, "royal", house.at()), house.click(1, house.at(10)))
    house.write(house.impression(1, house.at(5)))
    # The union's keys are on the union's machine.
    house.settings.pool_keys.unlink()
    run(house, "ads")
    assert LineDay.objects.get().impressions == 1
    assert not SiteDay.objects.exists()
    assert not ClickTrail.objects.exists()
    assert plans(house) == {"ads.json"}
