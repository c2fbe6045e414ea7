"""Charts as data: drawn by the server as bars, redrawn by uPlot where scripts run.

A page shows one with ``{% chart board.visits %}``; its values stand in a table below
it, for those who cannot see the drawing or want the figures.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Unit = Literal["count", "euros", "rate"]
Shape = Literal["bar", "line", "band"]
Value = int | float | None


@dataclass(frozen=True)
class Series:
    """One set of values, one a place on the axis; ``None`` where nothing is known.

    ``unit`` tells how values are written: counts, micro-euros, shares of one. A
    ``band`` lies between its ``values`` (the lower edge) and ``upper``.
    """

    label: str
    values: Sequence[Value]
    unit: Unit = "count"
    shape: Shape = "bar"
    upper: Sequence[Value] = ()


@dataclass(frozen=True)
class Chart:
    """Series over one axis: days, or numbers in a unit.

    ``label`` says in words what the chart shows; ``axis`` names what lies along it.
    """

    label: str
    axis: str
    along: Sequence[datetime.date] | Sequence[int] | Sequence[str]
    series: Sequence[Series]
    along_unit: Literal["day", "count", "euros", "text"] = "day"
