"""The report's tables; each sorts and is exported by itself."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from toile.portal.campaigns.report.told import Report
from toile.portal.ui.tables import (
    Count,
    Day,
    Euros,
    FineRate,
    Listing,
    Rate,
    Table,
    Text,
    list_rows,
)

_MONEY = ("spend_micros", "planned_micros", "budget_micros")


class _Delivered(Table):
    """The figures of whatever delivered something."""

    impressions = Count(verbose_name=_("Impressions"))
    viewable_rate = Rate(verbose_name=_("Visibles"))
    clicks = Count(verbose_name=_("Clics"))
    click_rate = FineRate(verbose_name=_("Taux de clic"))
    billable_clicks = Count(verbose_name=_("Clics rémunérés"))
    spend_micros = Euros(verbose_name=_("Dépense"))


class DayTable(_Delivered):
    """One row a day."""

    day = Day(verbose_name=_("Jour"))
    planned_micros = Euros(verbose_name=_("Rythme régulier"))

    class Meta:
        sequence = ("day", "...")
        order_by = ("-day",)


class LineTable(_Delivered):
    """One row a line."""

    name = Text(verbose_name=_("Ligne"))
    flight = Text(verbose_name=_("Vague"))
    budget_micros = Euros(verbose_name=_("Budget"))

    class Meta:
        sequence = ("name", "flight", "...")


class PlaceTable(_Delivered):
    """One row a placement."""

    publisher = Text(verbose_name=_("Site"))
    placement = Text(verbose_name=_("Emplacement"))

    class Meta:
        sequence = ("publisher", "placement", "...")
        order_by = ("-impressions",)


class CreativeTable(_Delivered):
    """One row a creative, with the bounds of its click rate."""

    name = Text(verbose_name=_("Création"))
    kind = Text(verbose_name=_("Genre"))
    low = FineRate(verbose_name=_("au moins"))
    high = FineRate(verbose_name=_("au plus"))

    class Meta:
        sequence = (
            "name",
            "kind",
            "impressions",
            "viewable_rate",
            "clicks",
            "click_rate",
            "low",
            "high",
            "...",
        )


class DepartementTable(Table):
    """One row a département."""

    name = Text(verbose_name=_("Département"))
    code = Text(verbose_name=_("Code"))
    served = Count(verbose_name=_("Publicités servies"))
    share = Rate(verbose_name=_("Part"))


class HourTable(Table):
    """One row an hour of the day."""

    label = Text(verbose_name=_("Heure"), order_by=("hour",))
    impressions = Count(verbose_name=_("Impressions"))
    clicks = Count(verbose_name=_("Clics"))
    click_rate = FineRate(verbose_name=_("Taux de clic"))


class RefusedTable(Table):
    """One row a reason."""

    reason = Text(verbose_name=_("Motif"))
    clicks = Count(verbose_name=_("Clics"))
    share = Rate(verbose_name=_("Part des clics"))


TABLES: dict[str, tuple[type[Table], str]] = {
    "jours": (DayTable, "days"),
    "lignes": (LineTable, "lines"),
    "sites": (PlaceTable, "places"),
    "creations": (CreativeTable, "creatives"),
    "departements": (DepartementTable, "departements"),
    "heures": (HourTable, "hours"),
    "refus": (RefusedTable, "refused"),
}


def listings(request: HttpRequest, report: Report) -> dict[str, Listing]:
    """Every table of a report, sorted and paged as the address says."""
    return {
        key: list_rows(
            request,
            table,
            _rows(report, field),
            key=key,
            name=f"bilan-{key}",
            exclude=hidden(report, table),
        )
        for key, (table, field) in TABLES.items()
    }


def made(report: Report, key: str) -> Table:
    """One table of a report, whole, for a file."""
    table, field = TABLES[key]
    return table(_rows(report, field), exclude=hidden(report, table))


def hidden(report: Report, table: type[Table]) -> tuple[str, ...]:
    """Columns that tell what it cost, where that is not to be told."""
    if report.money is not None:
        return ()
    return tuple(name for name in _MONEY if name in table.base_columns)


def _rows(report: Report, field: str) -> Sequence[Any]:
    rows: Sequence[Any] = getattr(report, field)
    if field == "hours" and not report.has_hours:
        return ()
    return rows
