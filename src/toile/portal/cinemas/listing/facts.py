"""The facts of the Art et Essai cinemas that come with the house, in few bytes."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from toile.portal.cinemas.listing.cnc import Listed, departement_of_insee

FACTS = Path(__file__).parent / "facts-art-et-essai.csv"
_DECIMALS = 4  # ten metres


def read_facts() -> list[Listed]:
    """Read the facts."""
    lines = FACTS.read_text(encoding="utf-8").splitlines()
    return [_read(row) for row in csv.reader(lines, delimiter=";")]


def write_facts(cinemas: Iterable[Listed]) -> str:
    """Write the facts of some cinemas, in the order of their numbers."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    for one in sorted(cinemas, key=lambda each: int(each.number)):
        writer.writerow(
            (
                one.number,
                one.region,
                one.name,
                one.address,
                one.commune,
                one.insee,
                one.screens,
                one.seats,
                one.category,
                one.labels,
                "" if one.latitude is None else round(one.latitude, _DECIMALS),
                "" if one.longitude is None else round(one.longitude, _DECIMALS),
            )
        )
    return out.getvalue()


def _read(row: list[str]) -> Listed:
    (number, region, name, address, commune, insee) = row[:6]
    (screens, seats, category, labels, latitude, longitude) = row[6:]
    return Listed(
        number,
        region,
        name,
        address,
        commune,
        insee,
        departement_of_insee(insee),
        int(screens),
        int(seats),
        category,
        labels,
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
    )
