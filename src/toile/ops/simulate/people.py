"""Many spectators, never more than a few at once, until they are told to stop."""

import asyncio
import contextlib
import random
from collections.abc import Coroutine
from typing import Any

from toile.ops.simulate.browser import Unanswered
from toile.ops.simulate.spectator import Spectator
from toile.ops.simulate.tally import Tally
from toile.ops.simulate.town import Member, Place, Town

AT_ONCE = 8


class Crowd:
    """The people of a town, all drawn from one seed, so that a run can be repeated.

    ``people`` bounds how many are remembered; the oldest then stay at home.
    """

    def __init__(self, town: Town, people: int, seed: int = 1) -> None:
        self.town = town
        self.tally = Tally()
        self.spectators: list[Spectator] = []
        self._people = people
        self._chance = random.Random(seed)  # noqa: S311 - habits, not secrets

    async def welcome(self) -> None:
        """Let somebody new find a member's site and choose."""
        member = self._chance.choice(self.town.members)
        spectator = self._newcomer()
        if self._chance.random() < self.town.habits.refuses:
            await spectator.refuse(member)
            return
        await self._join(spectator, member)

    async def join(self, number: int) -> None:
        """Let a consenting newcomer visit the member whose turn it is."""
        member = self.town.members[number % len(self.town.members)]
        await self._join(self._newcomer(), member)

    async def evening(self) -> None:
        """Let one known spectator visit again, or read a publisher's page."""
        if not self.spectators:
            await self.welcome()
            return
        spectator = self._chance.choice(self.spectators)
        if self._chance.random() < 0.3:
            member = self._chance.choice(self.town.members)
            if self._chance.random() < self.town.habits.second_cinema:
                await spectator.accept(member)
            await spectator.visit(member)
        elif self.town.places:
            await spectator.read(self._place())

    def _newcomer(self) -> Spectator:
        own = random.Random(self._chance.getrandbits(64))  # noqa: S311 - as above
        return Spectator(self.town, own, self.tally)

    async def _join(self, spectator: Spectator, member: Member) -> None:
        if await spectator.accept(member):
            self.spectators.append(spectator)
            del self.spectators[: -self._people]
            await spectator.visit(member)

    def _place(self) -> Place:
        return self._chance.choice(self.town.places)

    def next_is_new(self) -> bool:
        """Tell whether the next deed is a newcomer's: fewer as the town fills up."""
        share = 1 - len(self.spectators) / self._people
        return self._chance.random() < max(0.1, 0.6 * share)


async def crowd(
    town: Town,
    people: int,
    rate: float,
    stop: asyncio.Event,
    *,
    seed: int = 1,
    present: Crowd | None = None,
) -> Tally:
    """Let the crowd live at ``rate`` deeds a second until ``stop`` is set.

    At most ``AT_ONCE`` deeds are under way; when the edge is slower than the rate, the
    crowd waits rather than pile up. When told to stop, deeds under way are dropped.
    ``present`` goes on with people already there.
    """
    people_now = present or Crowd(town, people, seed)
    places = asyncio.Semaphore(AT_ONCE)
    under_way: set[asyncio.Task[None]] = set()
    async with asyncio.TaskGroup() as deeds:
        while not stop.is_set():
            await places.acquire()
            deed = (
                people_now.welcome()
                if people_now.next_is_new()
                else people_now.evening()
            )
            task = deeds.create_task(_done(deed, places, people_now, stop))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
            await _pause(stop, 1 / rate)
        for task in tuple(under_way):
            task.cancel()
    return people_now.tally


async def seed(town: Town, count: int, *, people: int | None = None) -> Crowd:
    """Quickly make consenting spectators over all members, a few at a time.

    A segment of under 100 is never targeted; this makes it large enough. Gives back
    the crowd, for ``crowd(present=…)``.
    """
    people_now = Crowd(town, people or max(count, 1), seed=count)
    places = asyncio.Semaphore(AT_ONCE)
    never = asyncio.Event()
    async with asyncio.TaskGroup() as deeds:
        for number in range(count):
            await places.acquire()
            deed = people_now.join(number)
            deeds.create_task(_done(deed, places, people_now, never))
    return people_now


async def _done(
    deed: Coroutine[Any, Any, None],
    places: asyncio.Semaphore,
    people: Crowd,
    stop: asyncio.Event,
) -> None:
    try:
        await deed
    except Unanswered:
        people.tally.add("unanswered")
        # The edge may be starting, or away: no hurry.
        await _pause(stop, people.town.habits.rest_s)
    finally:
        places.release()


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
