"""Putting an edge together: what is missing is named, what fails later is survived."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from toile.edge.counters import Counters
from toile.edge.follow import Followed
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


class Nothing:
    """A journal and a space of which nothing is asked but to close."""

    healthy = True
    problem = ""

    async def close(self) -> None:
        """There is nothing to close."""


class NoSpace:
    def close(self) -> None:
        """There is nothing to close."""


@pytest.mark.parametrize(
    "error",
    [
        ProfileError("the store", "it is damaged", "Rebuild it."),
        OSError(5, "I/O error"),
    ],
)
def test_the_turn_that_follows_plans_outlives_whatever_fails(error: Exception) -> None:
    turns = 0
    survived = asyncio.Event()

    def refresh() -> Iterator[None]:
        nonlocal turns
        turns += 1
        yield
        if turns == 2:
            raise error
        if turns == 3:
            survived.set()

    async def go() -> None:
        app = EdgeApp(Counters())
        app.keep("ads", Nothing(), NoSpace(), refresh)  # type: ignore[arg-type]  # only closed here
        app.start()
        async with asyncio.timeout(10):
            await survived.wait()
        await app.close()

    asyncio.run(go())


def test_counters_that_cannot_be_shared_do_not_stop_the_turns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counters = Counters()
    survived = asyncio.Event()
    refused = False

    def publish() -> None:
        nonlocal refused
        refused = True
        raise OSError(28, "No space left on device")

    def refresh() -> Iterator[None]:
        if refused:
            survived.set()
        yield

    async def go() -> None:
        app = EdgeApp(counters)
        app.keep("ads", Nothing(), NoSpace(), refresh)  # type: ignore[arg-type]  # only closed here
        monkeypatch.setattr(counters, "publish", publish)
        app.start()
        async with asyncio.timeout(10):
            await survived.wait()
        monkeypatch.undo()
        await app.close()

    asyncio.run(go())


def take(steps: Iterator[None]) -> None:
    """Take all steps of a turn."""
    for _ in steps:
        pass


def test_one_wing_that_fails_leaves_the_other_fresh() -> None:
    def fail() -> Iterator[None]:
        yield
        raise ProfileError("the store", "it is damaged", "Rebuild it.")

    broken, whole = Followed(fail), Followed(lambda: iter(()))
    for now in (0.0, 100.0):
        take(broken.turn(now))
        take(whole.turn(now))
    assert whole.fault(100.0) == ""
    assert broken.fault(100.0) != ""


def test_what_was_not_read_for_long_is_told_with_its_cause() -> None:
    works = True

    def refresh() -> Iterator[None]:
        if not works:
            raise ProfileError("the store", "it is damaged", "Rebuild it.")
        yield

    followed = Followed(refresh)
    followed.first(100.0)
    works = False
    take(followed.turn(105.0))
    assert followed.fault(110.0) == ""
    assert followed.fault(112.0) == (
        "plans and allowances are 12 s old. the store: it is damaged. Rebuild it."
    )
    works = True
    take(followed.turn(113.0))
    assert followed.fault(113.0) == ""
    assert "restart this edge" in followed.fault(130.0)
