"""What the report's pages show: charts, tables, the map, the drawings."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from toile.portal.campaigns.models import Flight
from toile.portal.campaigns.report import drawn
from toile.portal.campaigns.report.definitions import DEFINITIONS
from toile.portal.campaigns.report.period import ASKED, Period, PeriodForm
from toile.portal.campaigns.report.scale import rate_scale, scale
from toile.portal.campaigns.report.tables import listings
from toile.portal.campaigns.report.told import Report
from toile.portal.ui.tables import Listing
from toile.wire.clock import PARIS


def period_of(
    request: HttpRequest, flights: Sequence[Flight], now: datetime.datetime
) -> tuple[Period, PeriodForm]:
    """Read the period that an address asks for, and make the form that shows it."""
    form = PeriodForm(request.GET, flights)
    return form.period(now.astimezone(PARIS).date()), form


def shown(request: HttpRequest, report: Report) -> dict[str, Any]:
    """Everything that ``campaigns/_report.html`` asks for."""
    asked = {name: request.GET[name] for name in ASKED if request.GET.get(name)}
    return {
        "report": report,
        "query": f"?{urlencode(asked)}" if asked else "",
        "listings": listings(request, report),
        "definitions": {key: text for key, (_term, text) in DEFINITIONS.items()},
        "day_chart": drawn.spending(report) if report.money else None,
        "showing_chart": drawn.showing(report),
        "hour_chart": drawn.hours(report) if report.has_hours else None,
        "repetition_chart": drawn.repetition(report) if report.reach.classes else None,
        "map": drawn.departements(report),
        "effect_scale": scale(report.effect),
        "creative_scales": _creatives(report),
    }


def file_asked(given: Mapping[str, Any]) -> HttpResponse | None:
    """The file of one of the tables, if the address asks for one."""
    tables: Mapping[str, Listing] = given["listings"]
    return next((one.file for one in tables.values() if one.file), None)


def _creatives(report: Report) -> list[Any]:
    most = max(
        (row.high or 0.0 for row in report.creatives if row.impressions), default=0.0
    )
    rows = [(row, rate_scale(row, most)) for row in report.creatives]
    return [(row, drawing) for row, drawing in rows if drawing is not None]
