"""What people of the past did on the sites of members: yes, no, visits, goodbye."""

import random
from collections.abc import Iterator, Sequence

from toile.consent.purposes import ASKED
from toile.ops.demo.past.people import DEVICES, Joined, Person, at_some_hour
from toile.ops.demo.past.scene import House
from toile.ops.simulate.spectator import TOOL
from toile.wire.events import Choice, Consent, Device, PoolEvent, Visit
from toile.wire.ids import Sid, new_ulid

# A page more, some seconds later; and another day, about once in six weeks.
_MORE_PAGES = (0, 0, 1, 1, 2, 3)
_PAGE_MS = (8_000, 90_000)
_COMES_BACK = 1 / 42
_FILM_PAGES = 0.7
_REFUSES = 0.28


class Visiting:
    """Writes the pool's events; ``controllers`` are named by every banner."""

    def __init__(self, controllers: Sequence[str], chance: random.Random) -> None:
        self._controllers = tuple(controllers)
        self._chance = chance

    def of(self, person: Person) -> Iterator[PoolEvent]:
        """Tell what a person did, in no order."""
        for joined in person.joined:
            yield self._choice(joined.house, "yes", joined.at_ms, person)
            yield from self._pages(person, joined, joined.at_ms + 400)
            if self._chance.random() < _REFUSES:
                yield self._no(joined)
        for day in person.days:
            if self._chance.random() < _COMES_BACK:
                at_ms = at_some_hour(day, self._chance)
                known = [one for one in person.joined if one.at_ms < at_ms]
                yield from self._pages(person, self._chance.choice(known), at_ms)
        if person.leaves_ms is not None:
            for joined in person.joined:
                if joined.at_ms < person.leaves_ms:
                    yield self._choice(
                        joined.house, "withdrawal", person.leaves_ms, person
                    )

    def look_up(self, person: Person, film: str, at_ms: int) -> Iterator[PoolEvent]:
        """Look a film up at a cinema that was said yes to and shows it, if any does."""
        for joined in person.joined:
            page = next((p for p, told in joined.house.films if told == film), None)
            if page is not None and joined.at_ms < at_ms:
                yield self._visit(person, joined, page, film, at_ms)
                return

    def _pages(self, person: Person, joined: Joined, at_ms: int) -> Iterator[Visit]:
        for _ in range(1 + self._chance.choice(_MORE_PAGES)):
            page, film = "/", None
            if self._chance.random() < _FILM_PAGES:
                page, film = self._chance.choice(joined.house.films)
            yield self._visit(person, joined, page, film, at_ms)
            at_ms += self._chance.randint(*_PAGE_MS)

    def _visit(
        self, person: Person, joined: Joined, page: str, film: str | None, at_ms: int
    ) -> Visit:
        return Visit(
            id=new_ulid(at_ms),
            at_ms=at_ms,
            site=joined.house.site,
            cinema=joined.house.cinema,
            page=f"{joined.house.origin}{page}",
            yes_ms=joined.at_ms,
            film=film,
            sid=person.sid,
        )

    def _choice(
        self, house: House, choice: Choice, at_ms: int, person: Person
    ) -> Consent:
        return self._consent(house, choice, at_ms, person.device, person.sid)

    def _no(self, joined: Joined) -> Consent:
        """Somebody else, of whom nothing is known, says no on the same site."""
        at_ms = joined.at_ms + self._chance.randint(60_000, 900_000)
        device = self._chance.choice(DEVICES)
        return self._consent(joined.house, "no", at_ms, device, None)

    def _consent(
        self, house: House, choice: Choice, at_ms: int, device: Device, sid: Sid | None
    ) -> Consent:
        return Consent(
            id=new_ulid(at_ms),
            at_ms=at_ms,
            site=house.site,
            choice=choice,
            tool=TOOL,
            language="fr",
            purposes=ASKED,
            controllers=(house.name, *self._controllers),
            device=device,
            sid=sid,
        )
