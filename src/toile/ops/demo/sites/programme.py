"""Invented screening times: the same for a cinema and a day at each look."""

import datetime
import hashlib

import msgspec

from toile.ops.demo.world import Cinema, Film, World

DAYS = 5
# Usual hours of small cinemas; a film gets one to three of them a day.
HOURS = ("14:00", "16:15", "18:00", "18:30", "20:30", "20:45")


class Screenings(msgspec.Struct, frozen=True):
    """A day of one film in one cinema."""

    day: datetime.date
    times: tuple[str, ...]


def films_of(world: World, cinema: Cinema) -> list[Film]:
    """List what a cinema shows: the film of the story first, then by its screens."""
    others = [*world.films[1:], *world.programme]
    turn = _number(cinema.slug) % len(others)
    rest = others[turn:] + others[:turn]
    kept = rest[: 2 + min(cinema.screens, 2)]
    if world.films[1] not in kept:
        kept[-1] = world.films[1]
    return [world.films[0], *kept]


def week(cinema: Cinema, film: Film, today: datetime.date) -> list[Screenings]:
    """List the coming days of a film."""
    days = [today + datetime.timedelta(days=number) for number in range(DAYS)]
    return [Screenings(day, _times(cinema, film, day)) for day in days]


def _times(cinema: Cinema, film: Film, day: datetime.date) -> tuple[str, ...]:
    number = _number(f"{cinema.slug} {film.slug} {day.isoformat()}")
    wanted = 1 + number % (3 if cinema.screens > 2 else 2)
    first = number // 7 % len(HOURS)
    chosen = {HOURS[(first + 2 * step) % len(HOURS)] for step in range(wanted)}
    return tuple(sorted(chosen))


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")
