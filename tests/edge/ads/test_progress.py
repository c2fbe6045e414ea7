"""Has the worker counted what stands in the journal? Asked of the real stores."""

from typing import Any

import pytest

from toile.edge.ads.progress import BEHIND_MS, Progress
from toile.edge.wings import ADS_TABLES
from toile.journal import open_reader
from toile.profiles import open_space
from toile.worker.project.delivery import DeliveryProjection
from toile.worker.project.follow import follow

PAGE = {"Origin": "https://franceinter.example"}


@pytest.fixture
def caught_up(house: Any) -> Any:
    """Ask a moment later than now, as an edge would that just started."""

    def ask(at_ms: int) -> bool:
        space = open_space(house.settings.profiles, "ads", ADS_TABLES, read_only=True)
        try:
            return Progress(
                space, open_reader(house.settings.journal, "ads")
            ).caught_up(at_ms)
        finally:
            space.close()

    return ask


def test_a_worker_is_behind_until_it_has_read_the_impression(
    house: Any, caught_up: Any, now: int
) -> None:
    later = now + BEHIND_MS + 60_000
    assert caught_up(later), "an empty journal is read"
    house.publish_ads(house.contextual())
    with house.open() as edge:
        sealed = edge.get("/ad?p=inter-insert", PAGE).json["frame"].rpartition("/")[2]
        edge.get(f"/imp?t={sealed}")
        edge.stop()
    assert caught_up(now), "it is not behind yet"
    assert not caught_up(later)
    with house.stores() as stores:
        follow(open_reader(house.settings.journal, "ads"), DeliveryProjection(stores))
    assert caught_up(later)


def test_doubt_means_behind(house: Any, caught_up: Any, now: int) -> None:
    with house.stores() as stores, stores.ads.update() as update:
        update.put("cursors", b"delivery", b"no cursor")
    assert not caught_up(now)
