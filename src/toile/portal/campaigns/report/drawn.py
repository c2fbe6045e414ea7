"""The report's charts and its map."""

from django.utils.translation import gettext as _

from toile.portal.campaigns.report.told import Report
from toile.portal.ui.charts import Chart, Series
from toile.portal.ui.maps import Map
from toile.portal.ui.templatetags.figures import count, rate


def spending(report: Report) -> Chart:
    """The spending of each day against the even plan."""
    return Chart(
        _("Dépense par jour, et le rythme régulier"),
        _("Jour"),
        [row.day for row in report.days],
        [
            Series(_("Dépense"), [row.spend_micros for row in report.days], "euros"),
            Series(
                _("Rythme régulier"),
                [row.planned_micros for row in report.days],
                "euros",
                shape="line",
            ),
        ],
    )


def showing(report: Report) -> Chart:
    """Impressions of each day, and how many were viewable."""
    return Chart(
        _("Impressions par jour"),
        _("Jour"),
        [row.day for row in report.days],
        [
            Series(_("Impressions"), [row.impressions for row in report.days]),
            Series(_("Visibles"), [row.views for row in report.days], shape="line"),
        ],
    )


def hours(report: Report) -> Chart:
    """Impressions by hour of the day."""
    return Chart(
        _("Impressions par heure de la journée"),
        _("Heure"),
        [row.label for row in report.hours],
        [Series(_("Impressions"), [row.impressions for row in report.hours])],
        along_unit="text",
    )


def repetition(report: Report) -> Chart:
    """How many ids saw the campaign how often."""
    classes = report.reach.classes
    return Chart(
        _("Spectateurs par nombre d’affichages"),
        _("Affichages"),
        [times(one.least, one.most) for one in classes],
        [Series(_("Spectateurs"), [one.ids for one in classes])],
        along_unit="text",
    )


def departements(report: Report) -> Map:
    """Where the ads were served."""
    most = max((row.share for row in report.departements), default=0.0) or 1.0
    return Map(
        "departements-servis",
        _("Publicités servies"),
        shades={row.code: row.share / most for row in report.departements},
        values={
            row.code: f"{count(row.served)} ({rate(row.share)})"
            for row in report.departements
        },
    )


def times(least: int, most: int | None) -> str:
    """Write a class of impressions: 1, 2 à 3, 21 et plus."""
    if most is None:
        return _("%(least)d et plus") % {"least": least}
    if least == most:
        return str(least)
    return _("%(least)d à %(most)d") % {"least": least, "most": most}
