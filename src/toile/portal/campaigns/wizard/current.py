"""Which flight and line a step is about: the one the address names, or the first."""

from dataclasses import dataclass
from typing import TypeVar

from django.http import Http404, HttpRequest

from toile.portal.campaigns.models import Campaign, Flight, LineItem
from toile.portal.ui.steps import Tab

Row = TypeVar("Row", Flight, LineItem)
FLIGHT, LINE = "vague", "ligne"


@dataclass(frozen=True)
class Current:
    """The flight and the line; ``tabs`` lead to the others, where there are several."""

    flight: Flight | None
    line: LineItem | None
    tabs: tuple[Tab, ...]
    query: str


def current_flight(campaign: Campaign, request: HttpRequest) -> Current:
    """Find the flight whose dates are asked for."""
    flights = list(campaign.flights.all())
    asked = request.GET.get(FLIGHT, "")
    flight = _chosen(flights, asked)
    tabs = _tabs(FLIGHT, [(one.id, one.name) for one in flights], flight)
    return Current(flight, None, tabs, f"?{FLIGHT}={asked}" if asked else "")


def current_line(campaign: Campaign, request: HttpRequest) -> Current:
    """Find the line whose criteria, places or budget are asked for."""
    lines = list(
        LineItem.objects.filter(flight__campaign=campaign)
        .select_related("flight__campaign")
        .prefetch_related("placements__publisher")
        .order_by("flight__starts_at", "name", "id")
    )
    asked = request.GET.get(LINE, "")
    line = _chosen(lines, asked)
    flight = line.flight if line else campaign.flights.first()
    tabs = _tabs(LINE, [(one.id, one.name) for one in lines], line)
    return Current(flight, line, tabs, f"?{LINE}={asked}" if asked else "")


def _chosen(found: list[Row], asked: str) -> Row | None:
    if asked:
        named = next((one for one in found if one.id == asked), None)
        if named is None:
            raise Http404
        return named
    return found[0] if found else None


def _tabs(
    parameter: str, named: list[tuple[str, str]], chosen: Flight | LineItem | None
) -> tuple[Tab, ...]:
    if len(named) < 2:
        return ()
    at = chosen.id if chosen else ""
    return tuple(Tab(name, f"?{parameter}={key}", key == at) for key, name in named)
