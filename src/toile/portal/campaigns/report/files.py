"""The whole report as a file: a sheet a table (XLSX), or one long table (CSV)."""

from collections.abc import Iterator
from typing import Literal

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from tablib import Databook, Dataset

from toile.portal.campaigns.report.drawn import times
from toile.portal.campaigns.report.tables import TABLES, made
from toile.portal.campaigns.report.told import Report
from toile.portal.ui.tables.export import MIMES, cell, csv_of
from toile.wire.money import Money, to_euros

Kind = Literal["csv", "xlsx"]
_Facts = list[tuple[str, object]]


def to_file(report: Report, kind: Kind) -> HttpResponse:
    """Write all that a report tells."""
    content = _book(report) if kind == "xlsx" else _long(report)
    answer = HttpResponse(content, content_type=MIMES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{file_name(report)}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def file_name(report: Report) -> str:
    """Name a file after the campaign and today."""
    name = slugify(report.campaign)[:60].strip("-") or "campagne"
    return f"bilan-{name}-{timezone.localdate().isoformat()}"


def _book(report: Report) -> bytes:
    sheets = [_sheet(_("Ensemble"), [(_("Mesure"), _("Valeur")), *facts(report)])]
    for key in TABLES:
        rows = [tuple(row) for row in made(report, key).as_values()]
        sheets.append(_sheet(title_of(key), rows))
    return bytes(Databook(sheets).export("xlsx"))


def _sheet(title: str, rows: list[tuple[object, ...]] | _Facts) -> Dataset:
    head, *rest = rows
    sheet = Dataset(title=title[:31])
    sheet.headers = [str(one) for one in head]
    for row in rest:
        sheet.append([cell(one, "xlsx") for one in row])
    return sheet


def _long(report: Report) -> bytes:
    """One row a figure: what a program or a pivot table reads."""
    data = Dataset()
    data.headers = [_("Tableau"), _("Ligne"), _("Mesure"), _("Valeur")]
    for row in _figures(report):
        data.append([cell(one, "csv") for one in row])
    return csv_of(data)


def _figures(report: Report) -> Iterator[tuple[object, ...]]:
    for name, value in facts(report):
        yield _("Ensemble"), "", name, value
    for key in TABLES:
        head, *rows = made(report, key).as_values()
        names = _NAMED_BY.get(key, 1)
        for row in rows:
            of = " – ".join(str(one) for one in row[:names])
            for name, value in zip(head[names:], row[names:], strict=True):
                yield title_of(key), of, name, value


# How many columns name the row; the others are its figures.
_NAMED_BY = {"lignes": 2, "sites": 2, "creations": 2, "departements": 2}


def title_of(key: str) -> str:
    """Name a table."""
    return {
        "jours": _("Jours"),
        "lignes": _("Lignes"),
        "sites": _("Sites"),
        "creations": _("Créations"),
        "departements": _("Départements"),
        "heures": _("Heures"),
        "refus": _("Clics refusés"),
    }[key]


def facts(report: Report) -> _Facts:
    """The figures that stand alone, each by its name."""
    found: _Facts = [
        (_("Campagne"), report.campaign),
        (_("Film"), report.film),
        (_("Distributeur"), report.distributor),
        (_("Du"), report.first),
        (_("Au"), report.last),
        (_("Compté jusqu’à"), report.counted_until and _moment(report.counted_until)),
        (_("Impressions"), report.total.impressions),
        (_("Visibles"), report.total.views),
        (_("Clics"), report.total.clicks),
        (_("Clics rémunérés"), report.total.billable_clicks),
        (_("Clics refusés"), report.refused_clicks),
        (_("Écart au rythme régulier"), report.pace),
    ]
    return [*found, *_costs(report), *_people(report)]


def _costs(report: Report) -> _Facts:
    if report.money is None:
        return []
    return [
        (_("Dépense d’affichage (euros)"), _euros(report.money.spend_micros)),
        (_("Rythme régulier (euros)"), _euros(report.money.planned_micros)),
        (_("Budget d’affichage (euros)"), _euros(report.money.budget_micros)),
        (_("Redevance aux cinémas (euros)"), _euros(report.money.fees_micros)),
    ]


def _people(report: Report) -> _Facts:
    reach, effect = report.reach, report.effect
    return [
        (_("Couverture (spectateurs du pool, arrondi)"), reach.ids),
        (_("Répétition moyenne"), reach.mean),
        *(
            (
                _("Spectateurs qui l’ont vue %(times)s fois")
                % {"times": times(one.least, one.most)},
                one.ids,
            )
            for one in reach.classes
        ),
        (_("Effet"), effect.sentence),
        (_("Effet, écart"), effect.difference),
        (_("Effet, borne basse"), effect.low),
        (_("Effet, borne haute"), effect.high),
    ]


def _euros(micros: int) -> object:
    return to_euros(Money(micros))


def _moment(at: object) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")  # type: ignore[arg-type]
