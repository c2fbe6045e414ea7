"""The demo world's facts, read from the TOML files beside this module.

Forty real cinemas, the people of the Toulon story, two real films, four publishers,
two exchanges, four campaigns: where each fact comes from is told in this folder's
README. The sites, the fill and the tour all read the same ``World``.
"""

from toile.ops.demo.world.load import load
from toile.ops.demo.world.records import (
    Campaign,
    Cinema,
    Exchange,
    Film,
    Interest,
    Organisation,
    Placement,
    Publisher,
    World,
)

__all__ = [
    "Campaign",
    "Cinema",
    "Exchange",
    "Film",
    "Interest",
    "Organisation",
    "Placement",
    "Publisher",
    "World",
    "load",
]
