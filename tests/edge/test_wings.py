"""Putting an edge together: what is missing is named, what fails later is survived."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from toile.edge.counters import Counters
from toile.edge.wings import EdgeApp, build
from toile.wire.errors import JournalError, ProfileError, SettingError


def start(house: Any) -> None:
    async def go() -> None:
        app = await build(house.settings, "both", Counters(), 0)
        await app.close()

    asyncio.run(go())


def test_missing_keys_are_named_with_the_remedy(house: Any) -> None:
    house.settings.ads_keys.unlink()
    with pytest.raises(SettingError, match=r"ads\.json.*toile keys"):
        start(house)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"sid":"zz"}'])
def test_broken_keys_are_named(house: Any, content: bytes) -> None:
    house.settings.pool_keys.write_bytes(content)
    with pytest.raises(SettingError, match=r"pool\.json"):
        start(house)


def test_a_journal_that_cannot_be_opened_is_named(house: Any) -> None:
    journal = Path(house.settings.journal.removeprefix("file:"))
    journal.write_text("a file where a folder must be")
    with pytest.raises(JournalError, match="cannot be written"):
        start(house)


def test_the_turn_that_follows_plans_outlives_a_store_that_is_down() -> None:
    turns = 0
    survived = asyncio.Event()

    def refresh() -> None:
        nonlocal turns
        turns += 1
        if turns == 2:
            raise ProfileError("the store", "it is damaged", "Rebuild it.")
        if turns == 3:
            survived.set()

    class Nothing:
        healthy = True
        problem = ""

        async def close(self) -> None:
            """There is nothing to close."""

    class NoSpace:
        def close(self) -> None:
            """There is nothing to close."""

    async def go() -> None:
        app = EdgeApp(Counters())
        app.keep(Nothing(), NoSpace(), refresh)  # type: ignore[arg-type]  # only closed here
        app.start()
        async with asyncio.timeout(10):
            await survived.wait()
        await app.close()

    asyncio.run(go())
