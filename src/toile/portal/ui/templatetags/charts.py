"""Charts drawn on the server as SVG: no script, no style attribute, nothing to load."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.formats import date_format

from toile.portal.ui.templatetags.figures import count

register = template.Library()

WIDTH = 600
HEIGHT = 96
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


@register.inclusion_tag("ui/bars.html")
def bars(
    days: Sequence[datetime.date], values: Sequence[int], label: str
) -> dict[str, Any]:
    """Draw a value a day; the label says in words what the chart says."""
    most = max(values, default=0) or 1
    step = WIDTH / max(len(values), 1)
    drawn = []
    for place, (day, value) in enumerate(zip(days, values, strict=True)):
        height = max(_LEAST, value / most * HEIGHT)
        title = f"{date_format(day, 'j F')} : {count(value)}"
        drawn.append(
            Bar(place * step, HEIGHT - height, max(step - _GAP, 1), height, title)
        )
    return {
        "bars": drawn,
        "label": label,
        "width": WIDTH,
        "height": HEIGHT,
        "first": date_format(days[0], "j F") if days else "",
        "last": date_format(days[-1], "j F") if days else "",
    }
