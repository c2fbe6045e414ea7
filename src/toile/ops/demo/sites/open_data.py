"""The demo's programme as open data: a data-fair dataset, with the dirt of real tills.

Same path, parameters and answers as SCARE's own (SPECS §9.1), and the screenings that
the cinemas' pages show; so that the demo imports its programme for real.
"""

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

import msgspec

from toile.ops.demo.sites.programme import films_of, week
from toile.ops.demo.world import Cinema, Film, World
from toile.wire.clock import PARIS

PATH = "/data-fair/api/v1/datasets/programmation-cinemas"
LINES = f"{PATH}/lines"
_LARGEST_PAGE = 10_000
_VERSIONS = {"VOSTF": "VOST", "VF": "VF"}


class Lines(msgspec.Struct, frozen=True):
    """An answer of the dataset: its body, and the tag by which it is known again."""

    etag: str
    body: bytes


def lines(
    world: World,
    query: Mapping[str, str],
    now: datetime.datetime,
    address: str,
) -> Lines | None:
    """Answer a request for lines; ``None`` for a size or a page that is no number."""
    size, after = query.get("size", "12"), query.get("after", "0")
    if not (size.isdigit() and after.isdigit()) or not 0 < int(size) <= _LARGEST_PAGE:
        return None
    coming = [line for line in programme(world, now) if line["showstart"] >= _iso(now)]
    first, last = int(after), int(after) + int(size)
    wanted = {name for name in query.get("select", "").split(",") if name}
    answer: dict[str, object] = {
        "total": len(coming),
        "results": [
            {
                name: value
                for name, value in line.items()
                if not wanted or name in wanted
            }
            for line in coming[first:last]
        ],
    }
    if last < len(coming):
        following = urlencode({**query, "after": str(last)})
        answer["next"] = f"{address}{LINES}?{following}"
    body = msgspec.json.encode(answer)
    return Lines(f'"{hashlib.sha256(body).hexdigest()[:16]}"', body)


def programme(world: World, now: datetime.datetime) -> list[dict[str, str]]:
    """List all screenings of the demo's cinemas from today on, in order of time."""
    today = now.astimezone(PARIS).date()
    found = [
        line
        for cinema in world.cinemas
        for film in films_of(world, cinema)
        for line in _lines(cinema, film, today)
    ]
    return sorted(found, key=lambda line: (line["showstart"], line["_id"]))


def _lines(
    cinema: Cinema, film: Film, today: datetime.date
) -> Iterator[dict[str, str]]:
    title, director = _as_the_till_writes(cinema, film)
    for entry in week(cinema, film, today):
        for at in entry.times:
            start = datetime.datetime.combine(
                entry.day, datetime.time.fromisoformat(at), PARIS
            )
            number = f"{cinema.cineid}-{film.slug}-{start:%Y%m%d%H%M}"
            yield {
                "_id": hashlib.sha256(number.encode()).hexdigest()[:24],
                "filmtitle": title,
                "filmdirector": director,
                # Some tills send whole hours where minutes are asked for.
                "filmduration": str(film.minutes // 60 or film.minutes),
                "filmversion": _VERSIONS.get(film.version, film.version),
                "showstart": _iso(start),
                "showurl": "",
                "cineid": cinema.cineid,
                "cinenom": cinema.name,
                "cineville": cinema.commune,
                "cinecp": cinema.postal_code,
            }


def _as_the_till_writes(cinema: Cinema, film: Film) -> tuple[str, str]:
    """Write title and director in one of the ways of the tills; one is doubtful."""
    way = int(cinema.cineid) % 4
    title = film.title.replace("'", " ").replace("’", " ").title()
    first, _, last = film.director.rpartition(" ")
    if way == 0:
        return title, f"{last.upper()} {first}".strip()
    if way == 1:
        return film.title.upper(), film.director
    if way == 2 and cinema.screens == 1:
        return film.title, ""
    return film.title, film.director


def _iso(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).isoformat(timespec="seconds")
