"""Reading the CNC's open file "établissements cinématographiques".

Its known defects (state 31.12.2022): a byte order mark, ``4.0`` for 4, names in
capitals without accents, empty cells, and points hundreds of kilometres away.
"""

import csv
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

# No département reaches so far from its middle; the points that lie wrong are 175 km
# and more from theirs.
FARTHEST_KM = 150
_KM_A_DEGREE = 111.2
_NEEDED = ("régionCNC", "N° auto", "nom", "code INSEE", "commune", "écrans")


class Listed(NamedTuple):
    """One cinema of the list."""

    number: str
    region: str
    name: str
    address: str
    commune: str
    insee: str
    departement: str
    screens: int
    seats: int
    category: str
    labels: str
    latitude: float | None
    longitude: float | None


class Reading(NamedTuple):
    """What a file gave: its cinemas, and all that is wrong with it, a line a fault."""

    cinemas: list[Listed]
    faults: list[str]


def read_cnc(text: str) -> Reading:
    """Read the file; what cannot be used is told, points that lie wrong dropped."""
    rows = csv.DictReader(text.removeprefix("\ufeff").splitlines(), delimiter=";")
    missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
    if missing:
        fault = f"the columns {', '.join(missing)} are missing: is it the CNC's file?"
        return Reading([], [fault])
    found: dict[str, Listed] = {}
    faults: list[str] = []
    for line, row in enumerate(rows, start=2):
        try:
            one = _listed(row)
        except (TypeError, ValueError) as error:
            faults.append(f"line {line}: {error}")
            continue
        if one.number in found:
            faults.append(f"line {line}: number {one.number} is there twice")
            continue
        found[one.number] = one
    return _without_strays(list(found.values()), faults)


def departement_of_insee(code: str) -> str:
    """Tell the département of a commune by its INSEE code."""
    return code[:3] if code.startswith("97") else code[:2]


def _listed(row: Mapping[str, str | None]) -> Listed:
    def said(name: str) -> str:
        return " ".join((row.get(name) or "").split())

    number, name, insee = said("N° auto"), said("nom"), said("code INSEE")
    if not (number.isdigit() and name and said("commune") and len(insee) == 5):
        raise ValueError(f"no cinema can be read from {number or name or insee!r}")
    category, labels = said("catégorie Art et Essai"), said("label Art et Essai")
    return Listed(
        number=number.lstrip("0"),
        region=said("régionCNC")[:1],
        name=name,
        address=said("adresse"),
        commune=said("commune"),
        insee=insee,
        departement=departement_of_insee(insee),
        screens=max(1, _whole(said("écrans"))),
        seats=_whole(said("fauteuils")),
        category="" if category == "NON" else category,
        labels=labels,
        latitude=_degrees(said("latitude"), 90),
        longitude=_degrees(said("longitude"), 180),
    )


def _whole(text: str) -> int:
    """Read ``4.0`` as 4; nothing is none."""
    return int(float(text)) if text else 0


def _degrees(text: str, most: int) -> float | None:
    degrees = float(text) if text else math.nan
    return round(degrees, 5) if abs(degrees) <= most else None


def _without_strays(cinemas: Sequence[Listed], faults: list[str]) -> Reading:
    middles = _middles(cinemas)
    kept = []
    for one in cinemas:
        middle = middles.get(one.departement)
        if middle and _is_far(one, middle):
            where = f"{one.name}, {one.commune} ({one.departement})"
            faults.append(f"{where}: its point lies elsewhere, and is left out")
            one = one._replace(latitude=None, longitude=None)  # noqa: PLW2901 - the point alone goes
        kept.append(one)
    return Reading(kept, faults)


def _middles(cinemas: Iterable[Listed]) -> dict[str, tuple[float, float]]:
    points: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for one in cinemas:
        if one.latitude is not None and one.longitude is not None:
            points[one.departement].append((one.latitude, one.longitude))
    return {
        place: (median(lat for lat, _ in there), median(lon for _, lon in there))
        for place, there in points.items()
    }


def _is_far(one: Listed, middle: tuple[float, float]) -> bool:
    if one.latitude is None or one.longitude is None:
        return False
    north = one.latitude - middle[0]
    east = (one.longitude - middle[1]) * math.cos(math.radians(middle[0]))
    return math.hypot(north, east) * _KM_A_DEGREE > FARTHEST_KM
