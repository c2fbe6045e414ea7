"""The plan in force: a new one comes without a pause, a broken one changes nothing."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from toile.edge.plans import PlanInForce
from toile.wire import plan as plans
from toile.wire.plan import PoolPlan


def test_a_new_plan_comes_in_force_without_a_restart(edge: Any, house: Any) -> None:
    asked = "/consent.js?site=new-key"
    assert edge.get(asked).status == 404
    site = msgspec.structs.replace(house.royal, key="new-key")
    house.publish_pool(sites=(site,))
    edge.refresh()
    assert edge.get(asked).status == 200
    assert edge.get("/consent.js?site=royal-key").status == 404


BROKEN = [
    b"",
    b"{",
    b"null",
    b"\xff\xfe",
    b'{"version":1,"made_ms":0,"sites":["\xff"],"lines":["\xff"]}',
    b'{"version":"1","made_ms":0}',
    b'{"schema":99,"version":1,"made_ms":0}',
    b'{"version":1,"made_ms":0,"x":' + b"[" * 100_000,
]


@pytest.mark.parametrize("document", BROKEN)
def test_a_broken_plan_keeps_the_last_good_one(
    edge: Any, house: Any, document: bytes
) -> None:
    house.write_plan("pool", document)
    house.write_plan("ads", document)
    edge.refresh()
    assert edge.get("/consent.js?site=royal-key").status == 200
    assert edge.get(house.poster).status == 200
    assert edge.get("/readyz").status == 200


def test_a_plan_that_cannot_be_prepared_keeps_the_last_good_one(
    edge: Any, house: Any
) -> None:
    flat = msgspec.structs.replace(house.placement, height=0)
    house.publish_ads(placements=(flat,))
    edge.refresh()
    assert edge.get(house.poster).status == 200
    house.publish_ads(msgspec.structs.replace(house.line, creatives=()))
    edge.refresh()
    assert edge.get(house.poster).status == 404


def test_a_plan_that_vanishes_keeps_the_last_good_one(edge: Any, house: Any) -> None:
    (house.settings.plan / "pool.json").unlink()
    edge.refresh()
    assert edge.get("/consent.js?site=royal-key").status == 200


def test_an_unchanged_file_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "pool.json"
    path.write_bytes(plans.encode(PoolPlan(version=7, made_ms=0)))
    seen: list[int] = []

    def prepare(plan: PoolPlan) -> int:
        seen.append(plan.version)
        return plan.version

    held = PlanInForce(path, PoolPlan, prepare, PoolPlan(version=0, made_ms=0))
    assert (held.current, held.loaded) == (0, False)
    assert held.refresh() is True
    assert held.refresh() is False
    assert (held.current, held.loaded, seen) == (7, True, [0, 7])
