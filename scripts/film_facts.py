"""Choose the film facts of the demo world from the CNC's list, as film_records.csv.

Usage: python scripts/film_facts.py DATA_FOLDER

DATA_FOLDER holds ``films/`` as its SOURCES.md describes. Only facts are carried over
(visa, title, director, year), of some films spread over the list; no Allociné number is
taken from there, for whose they are is unclear.
"""

import csv
import sys
from pathlib import Path

from toile.portal.films.catalogue.names import director_of, title_of

WORLD = Path(__file__).parent.parent / "src/toile/ops/demo/world"
COLUMNS = ("visa", "allocine_id", "title", "director", "year")
FIRST_YEAR = 2012
ONE_IN = 6
# The story's own two: their numbers are in films.toml, from the project's brief.
OWN = [
    ("", "254025", "L'Ombre de Staline", "Agnieszka Holland", "2019"),
    ("", "285787", "Le Serment de Pamfir", "Dmytro Sukholytkyy-Sobchuk", "2022"),
]


def main(data: Path) -> None:
    """Write the file."""
    source = data / "films" / "cnc-films-agrees.csv"
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if _usable(row)]
    chosen = sorted(rows, key=lambda row: row["VISA"])[::ONE_IN]
    with (WORLD / "film_records.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        out.writerows(OWN)
        out.writerows(
            (
                row["VISA"],
                "",
                title_of(row["TITRE"]),
                director_of(row["REALISATEUR"]),
                row["Date"],
            )
            for row in chosen
        )
    print(f"{len(chosen) + len(OWN)} films")


def _usable(row: dict[str, str]) -> bool:
    year = row["Date"].strip()
    return (
        row["VISA"].isdigit()
        and bool(row["TITRE"].strip() and row["REALISATEUR"].strip())
        and year.isdigit()
        and int(year) >= FIRST_YEAR
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
