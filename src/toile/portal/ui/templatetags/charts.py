"""Draws charts: bars in SVG by the server, data for uPlot, and the same as a table."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.formats import date_format

from toile.portal.ui.charts import Chart, Series, Unit, Value
from toile.portal.ui.templatetags.figures import NOTHING, count, euros, rate

register = template.Library()

WIDTH = 600
HEIGHT = 160
_GAP = 3
_LEAST = 1.5  # a day with nothing still shows its place


@dataclass(frozen=True)
class Bar:
    """One bar, in the units of the view box."""

    x: float
    y: float
    width: float
    height: float
    title: str


@register.filter
def unlocalised(number: float) -> str:
    """Write a coordinate with a point, whatever the language."""
    return f"{number:.2f}"


@register.inclusion_tag("ui/chart.html", takes_context=True)
def chart(context: template.Context, shown: Chart) -> dict[str, Any]:
    """Show a chart with its legend, its drawing and its values."""
    kept: dict[Any, Any] = context.render_context.dicts[0]
    number = kept["charts"] = kept.get("charts", 0) + 1
    places = [_place(at, shown.along_unit) for at in shown.along]
    return {
        "id": f"chart-{number}",
        "chart": shown,
        "bars": _bars(places, shown.series[0]) if shown.series else [],
        "width": WIDTH,
        "height": HEIGHT,
        "first": places[0] if places else "",
        "last": places[-1] if places else "",
        "data": _data(shown, places),
        "rows": list(zip(places, *map(_column, shown.series), strict=True)),
    }


def _place(at: datetime.date | int | str, unit: str) -> str:
    if isinstance(at, datetime.date):
        return date_format(at, "j N")
    if isinstance(at, str):
        return at
    return euros(at) if unit == "euros" else count(at)


def _column(series: Series) -> list[str]:
    if not series.upper:
        return [_written(value, series.unit) for value in series.values]
    pairs = zip(series.values, series.upper, strict=True)
    return [
        f"{_written(low, series.unit)} – {_written(high, series.unit)}"
        for low, high in pairs
    ]


def _written(value: Value, unit: Unit) -> str:
    if value is None:
        return NOTHING
    if unit == "rate":
        return rate(value)
    return euros(int(value)) if unit == "euros" else count(int(value))


def _bars(places: Sequence[str], series: Series) -> list[Bar]:
    values = [value or 0 for value in series.values]
    most = max(values, default=0) or 1
    step = WIDTH / max(len(values), 1)
    drawn = []
    for at, (place, value) in enumerate(zip(places, values, strict=True)):
        height = max(_LEAST, value / most * HEIGHT)
        title = f"{place} : {_written(value, series.unit)}"
        drawn.append(
            Bar(at * step, HEIGHT - height, max(step - _GAP, 1), height, title)
        )
    return drawn


def _data(shown: Chart, places: Sequence[str]) -> dict[str, Any]:
    """What ``web/portal/charts.ts`` draws from."""
    return {
        "axis": shown.axis,
        "places": list(places),
        "along": [at for at in shown.along if isinstance(at, int)],
        "unit": shown.along_unit,
        "series": [
            {
                "label": one.label,
                "unit": one.unit,
                "shape": one.shape,
                "values": [_plain(value, one.unit) for value in one.values],
                "upper": [_plain(value, one.unit) for value in one.upper],
            }
            for one in shown.series
        ],
    }


def _plain(value: Value, unit: Unit) -> Value:
    return value / 1_000_000 if value is not None and unit == "euros" else value
