"""Reads the TOML files of this folder into one ``World``."""

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from toile.ops.demo.world.records import World

FOLDER = Path(__file__).parent
PLACES = FOLDER / "places.mmdb"
FILES = (
    "cinemas",
    "organisations",
    "films",
    "publishers",
    "exchanges",
    "campaigns",
    "interests",
)


def load(folder: Path = FOLDER) -> World:
    """Read the demo world; raises ``msgspec.ValidationError`` naming a wrong field."""
    facts: dict[str, Any] = {}
    for name in FILES:
        facts |= tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    return msgspec.convert(facts, World)
