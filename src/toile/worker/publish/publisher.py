"""Publishing plans: written beside, fsynced, renamed into place; only when changed."""

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from toile.wire import plan as plans
from toile.wire.errors import PlanError
from toile.wire.plan import AdsPlan, PoolPlan
from toile.worker.publish.auctions import Auctions
from toile.worker.publish.near_you import NearYou
from toile.worker.publish.plans import ads_plan, pool_plan


class Publisher:
    """Publishes plans into a folder: each wing's worker its own wing's."""

    def __init__(self, folder: Path, wing: Literal["pool", "ads", "both"]) -> None:
        self._folder = folder
        self._wing = wing
        self._near_you = NearYou()
        self._auctions = Auctions()
        folder.mkdir(parents=True, exist_ok=True)

    def publish(self, now: datetime.datetime) -> list[str]:
        """Publish what has changed; tell the names of the new plans."""
        changed = []
        if self._wing != "ads" and self._publish(
            "pool.json", PoolPlan, lambda v: pool_plan(v, now)
        ):
            changed.append("pool")
        if self._wing != "pool" and self._publish(
            "ads.json",
            AdsPlan,
            lambda v: ads_plan(v, now, self._near_you, self._auctions),
        ):
            changed.append("ads")
        return changed

    def _publish(
        self,
        name: str,
        kind: type[PoolPlan] | type[AdsPlan],
        make: Callable[[int], PoolPlan | AdsPlan],
    ) -> bool:
        path = self._folder / name
        present = _read(path, kind)
        plan = make(1 if present is None else present.version + 1)
        if present is not None and _same(present, plan):
            return False
        _replace(path, plans.encode(plan))
        return True


def _read(
    path: Path, kind: type[PoolPlan] | type[AdsPlan]
) -> PoolPlan | AdsPlan | None:
    try:
        return plans.decode(path.read_bytes(), kind)
    except (OSError, PlanError):
        return None


def _same(before: PoolPlan | AdsPlan, after: PoolPlan | AdsPlan) -> bool:
    alike = msgspec.structs.replace(
        after, version=before.version, made_ms=before.made_ms
    )
    return alike == before


def _replace(path: Path, document: bytes) -> None:
    beside = path.with_suffix(".new")
    with beside.open("wb") as file:
        file.write(document)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
