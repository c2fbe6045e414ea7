"""All that happened in the past, both streams in the order of time."""

import random
from collections.abc import Iterator, Sequence

from toile.ops.demo.past.calendar import Past
from toile.ops.demo.past.people import Person, at_some_hour, people_of
from toile.ops.demo.past.reading import Reading
from toile.ops.demo.past.scene import Scene
from toile.ops.demo.past.visiting import Visiting
from toile.pool.identity import Identity
from toile.wire.clock import paris_date
from toile.wire.events import AdsEvent, PoolEvent

PEOPLE = 420
# Of those an ad was shown to, and of those it was held back from.
_CURIOUS, _CURIOUS_ANYWAY = 0.11, 0.06
_WITHIN_DAYS = 5


def deeds_of(
    scene: Scene,
    past: Past,
    controllers: Sequence[str],
    identity: Identity,
    people: int = PEOPLE,
) -> tuple[list[PoolEvent], list[AdsEvent]]:
    """Draw the past: the same people do the same for the same day and facts.

    Their ids are the installation's own, and so are those of what they did.
    """
    chance = random.Random(f"toile {past.today}")  # noqa: S311 - a crowd, no secrets
    visiting = Visiting(controllers, chance)
    pool: list[PoolEvent] = []
    ads: list[AdsEvent] = []
    for person in people_of(scene.houses, past.days, people, identity, chance):
        reading = Reading(scene.showings, person, chance)
        pool += visiting.of(person)
        ads += reading.events()
        pool += _curious(person, reading, visiting, chance)
    pool.sort(key=lambda event: event.at_ms)
    ads.sort(key=lambda event: event.at_ms)
    return pool, ads


def _curious(
    person: Person, reading: Reading, visiting: Visiting, chance: random.Random
) -> Iterator[PoolEvent]:
    """Let some look up at a cinema what they saw an ad of, and some who saw none."""
    for seen in reading.seen:
        held_out = reading.is_held_out(seen.showing)
        likely = _CURIOUS_ANYWAY if held_out else _CURIOUS
        day = paris_date(seen.at_ms)
        later = [each for each in person.days if each > day][:_WITHIN_DAYS]
        if later and chance.random() < likely:
            at_ms = at_some_hour(chance.choice(later), chance)
            yield from visiting.look_up(person, seen.showing.known_as, at_ms)
