"""A worker that has much to book lets the portal write in between."""

import asyncio
import sqlite3
from typing import Any

import pytest

from toile.journal import open_writer
from toile.wire.clock import now_ms
from toile.wire.events import Click
from toile.wire.ids import Ulid, new_ulid

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.xdist_group("faults")]

CLICKS = 1_200
PORTALS_PATIENCE_SECONDS = 5


async def write_clicks(product: Any) -> None:
    writer = open_writer(product.settings.journal, "ads", "edge-0")
    names = ("campaign", "line", "creative", "placement")
    ids = {name: Ulid(product.world[name]) for name in names}
    for number in range(CLICKS):
        at = now_ms() - CLICKS + number
        new = new_ulid(at)
        writer.append(Click(id=new, at_ms=at, impression=new, served_ms=at, **ids))
    await writer.close()


def test_the_portal_gets_its_turn_while_a_backlog_is_booked(product: Any) -> None:
    asyncio.run(write_clicks(product))
    path = product.settings.database_url.removeprefix("sqlite:///")
    portal = sqlite3.connect(
        path, timeout=PORTALS_PATIENCE_SECONDS, isolation_level=None
    )
    product.start("worker")
    booked = [0]
    while booked[-1] < CLICKS:
        # As a request that writes does: it waits, and fails if its turn never comes.
        portal.execute("BEGIN IMMEDIATE")
        (count,) = portal.execute(
            "SELECT count(*) FROM campaigns_clicktrail"
        ).fetchone()
        portal.execute("COMMIT")
        booked.append(count)
    portal.close()
    assert len(set(booked)) > 3, "all was booked in one turn"
