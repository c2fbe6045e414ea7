"""Draw the 40 member cinemas of the demo world from open data, as cinemas.toml.

Usage: python scripts/demo_world.py DATA_FOLDER

DATA_FOLDER holds ``cinemas/`` and ``geo/`` as its SOURCES.md describes. Only facts are
carried over: the files themselves stay where they are. It also writes the small place
table by which the demo's own computer is in Toulon (``places.mmdb``).
"""

import csv
import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import NamedTuple

from mmdb_writer import MMDBWriter
from netaddr import IPSet

WORLD = Path(__file__).parent.parent / "src/toile/ops/demo/world"

# The feed's towns lack accents, so INSEE's are taken; an arrondissement is in the
# postal code already.
ARRONDISSEMENT = re.compile(r" \d+(er|e) [Aa]rrondissement$")

# cineid → slug; the Royal first, then from south-east to centre. Chosen by hand: Art et
# Essai in the CNC's file, feed and CNC agree on the place, spread over the country.
CHOSEN = {
    "7429951": "royal-toulon",
    "7723560": "baleine-marseille",
    "7364205": "six-n-etoiles-six-fours",
    "7131031": "cigalon-cucuron",
    "7172744": "club-gap",
    "7275334": "nestor-burma-montpellier",
    "4430222": "abc-toulouse",
    "4430261": "cratere-toulouse",
    "4162213": "estive-foix",
    "4046862": "lanterne-begles",
    "4042717": "atalante-bayonne",
    "4339852": "coursive-la-rochelle",
    "4317345": "tap-poitiers",
    "4721602": "montreurs-d-images-agen",
    "4019464": "cite-angouleme",
    "3284662": "concorde-nantes",
    "3284747": "cinematographe-nantes",
    "3244492": "cineastes-le-mans",
    "3073099": "studios-brest",
    "3166434": "club-fougeres",
    "3329501": "iris-questembert",
    "3081451": "lux-caen",
    "3431732": "studio-tours",
    "3103166": "enfants-du-paradis-chartres",
    "1008451": "ursulines-paris",
    "1000483": "entrepot-paris",
    "1000035": "balzac-paris",
    "2276086": "melies-montreuil",
    "2202551": "luxy-ivry",
    "2162844": "ermitage-fontainebleau",
    "5143731": "studio-43-dunkerque",
    "3017325": "saint-leu-amiens",
    "8368801": "star-strasbourg",
    "8282583": "bel-air-mulhouse",
    "9284121": "cameo-nancy",
    "3095006": "comete-chalons",
    "6138741": "eldorado-dijon",
    "6383585": "melies-saint-etienne",
    "6114664": "rio-clermont-ferrand",
    "6019945": "mikado-annecy",
}

# The feed drops accents, articles and capitals here and there.
NAMES = {
    "2202551": "Le Luxy",
    "2162844": "L'Ermitage",
    "1000483": "L'Entrepôt",
    "3017325": "Ciné Saint-Leu",
    "3073099": "Les Studios",
    "3081451": "Cinéma Lux",
    "4019464": "Le Cinéma de la Cité",
    "4721602": "Les Montreurs d'images",
    "6114664": "Cinéma Le Rio",
    "6383585": "Le Méliès Jean-Jaurès",
    "7364205": "Six n'Étoiles",
    "9284121": "Caméo Commanderie",
}


class Sources(NamedTuple):
    """The open data, by the keys that join it."""

    feed: dict[str, dict[str, str]]
    cnc: dict[str, dict[str, str]]
    communes: dict[str, dict[str, str]]
    departements: dict[str, dict[str, str]]
    regions: dict[str, dict[str, str]]


def read_sources(data: Path) -> Sources:
    """Read the feed, the CNC's file and the geography."""
    return Sources(
        feed=_table(data / "cinemas/scare-data-cines-indes-2026-08.csv", "cineid"),
        cnc=_table(
            data / "cinemas/etablissements-cinematographiques-2022.csv", "N° auto", ";"
        ),
        communes=_table(data / "geo/communes-2026.csv", "code_insee"),
        departements=_codes(data / "geo/departements-2026.json"),
        regions=_codes(data / "geo/regions-2026.json"),
    )


def _table(path: Path, key: str, delimiter: str = ",") -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file, delimiter=delimiter)}


def _codes(path: Path) -> dict[str, dict[str, str]]:
    return {entry["code"]: entry for entry in json.loads(path.read_text("utf-8"))}


def cinema(cineid: str, slug: str, sources: Sources) -> dict[str, str | int | float]:
    """Join what the sources say of one cinema."""
    feed = sources.feed[cineid]
    cnc = sources.cnc[feed["cnc_n_auto"]]
    commune = sources.communes[cnc["code INSEE"]]
    departement = sources.departements[commune["departement"]]
    if cnc["AE"] != "OUI":
        raise SystemExit(f"{cineid} {feed['nom']}: not Art et Essai; choose another")
    return {
        "slug": slug,
        "name": NAMES.get(cineid, feed["nom"]),
        "address": " ".join(feed["adresse"].split()),
        "postal_code": feed["code_postal"],
        "commune": ARRONDISSEMENT.sub("", commune["nom"]),
        "insee": cnc["code INSEE"],
        "departement": departement["code"],
        "departement_name": departement["nom"],
        "region": departement["region"],
        "region_name": sources.regions[departement["region"]]["nom"],
        "latitude": float(feed["lat"]),
        "longitude": float(feed["lon"]),
        "screens": int(float(cnc["écrans"])),
        "seats": int(float(cnc["fauteuils"])),
        "cnc_number": cnc["N° auto"],
        "cineid": cineid,
        "category": cnc["catégorie Art et Essai"],
        "labels": cnc["label Art et Essai"],
    }


def as_toml(rows: list[dict[str, str | int | float]]) -> str:
    """Write the cinemas as TOML tables."""
    lines = ["# Made by scripts/demo_world.py; sources in README.md. Do not edit.\n"]
    for row in rows:
        lines.append("\n[[cinemas]]\n")
        lines += [f"{key} = {_value(value)}\n" for key, value in row.items()]
    return "".join(lines)


def _value(value: str | float) -> str:
    # JSON's strings and numbers are TOML's too.
    if isinstance(value, str):
        value = unicodedata.normalize("NFC", value)
    return json.dumps(value, ensure_ascii=False)


def write_places(path: Path, home: dict[str, str | int | float]) -> None:
    """Say that the loopback addresses are where the first cinema is.

    Same shape as a GeoLite2 city database: the demo's line items ask for places.
    """
    writer = MMDBWriter(
        ip_version=6,
        ipv4_compatible=True,
        database_type="Toile-Demo-City",
        languages=["fr"],
        description="Demo: this computer is in Toulon",
    )
    place = {
        "country": {"iso_code": "FR"},
        "subdivisions": [{"iso_code": "PAC"}, {"iso_code": home["departement"]}],
        "city": {"names": {"fr": home["commune"]}},
        "postal": {"code": home["postal_code"]},
    }
    writer.insert_network(IPSet(["127.0.0.0/8", "::1/128"]), place)
    writer.to_db_file(str(path))


def main() -> None:
    """Write cinemas.toml and places.mmdb into the demo world."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    sources = read_sources(Path(sys.argv[1]))
    rows = [cinema(cineid, slug, sources) for cineid, slug in CHOSEN.items()]
    (WORLD / "cinemas.toml").write_text(as_toml(rows), encoding="utf-8")
    write_places(WORLD / "places.mmdb", rows[0])
    print(f"{len(rows)} cinemas written to {WORLD / 'cinemas.toml'}")


if __name__ == "__main__":
    main()
