"""The paper's parts in order: figures, charts, tables, definitions, as plain data."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from toile.portal.campaigns.report.definitions import definitions
from toile.portal.campaigns.report.drawn import times
from toile.portal.campaigns.report.scale import scale
from toile.portal.campaigns.report.told import Report, Row, Step
from toile.portal.ui.templatetags.figures import count, crowd, euros, fine_rate, rate

Block = dict[str, Any]
# What is left is in the file that the page offers.
_MOST_ROWS = 15


def blocks(report: Report) -> list[Block]:
    """Everything below the title."""
    if report.empty:
        return [{"kind": "text", "text": report.empty}]
    return [
        _figures(report),
        *_days(report),
        *_funnel(report),
        *_sites(report),
        *_creatives(report),
        *_places(report),
        *_hours(report),
        *_people(report),
        *_refused(report),
        _heading(_("Définitions")),
        {
            "kind": "definitions",
            "items": [
                {"term": term, "text": text} for term, text in definitions(report)
            ],
        },
    ]


def _figures(report: Report) -> Block:
    total, money = report.total, report.money
    items = [
        _figure(
            _("Impressions"),
            count(total.impressions),
            "" if money else report.pace_told,
        ),
        _figure(_("Visibles"), rate(total.viewable_rate)),
        _figure(_("Clics"), count(total.clicks), fine_rate(total.click_rate)),
        _figure(_("Clics rémunérés"), count(total.billable_clicks), strong=True),
    ]
    if money is not None:
        of = _("sur %(budget)s") % {"budget": euros(money.budget_micros)}
        of = f"{of}, {report.pace_told}" if report.pace_told else of
        items += [
            _figure(_("Dépense d’affichage"), euros(money.spend_micros), of),
            _figure(_("Redevance aux cinémas"), euros(money.fees_micros)),
        ]
    return {"kind": "figures", "items": items}


def _figure(label: str, value: str, note: str = "", *, strong: bool = False) -> Block:
    return {"label": label, "value": value, "note": note, "strong": strong}


def _days(report: Report) -> Iterator[Block]:
    if not report.days:
        return
    days = report.days
    yield _heading(_("Jour après jour"))
    if report.money is None:
        values: list[int] = [row.impressions for row in days]
        line: list[int] = []
        names = (_("Impressions"), "")
        most = count(max(values))
    else:
        values = [row.spend_micros or 0 for row in days]
        line = [row.planned_micros or 0 for row in days]
        names = (_("Dépense"), _("Rythme régulier"))
        most = euros(max([*values, *line]))
    yield _bars(
        values,
        line,
        names,
        most,
        (date_format(days[0].day, "j F"), date_format(days[-1].day, "j F")),
    )


def _bars(
    values: Sequence[int],
    line: Sequence[int],
    names: tuple[str, str],
    most: str,
    ends: tuple[str, str],
) -> Block:
    top = max([*values, *line, 1])
    return {
        "kind": "bars",
        "alt": _("%(what)s, de %(first)s à %(last)s ; %(most)s au plus.")
        % {"what": names[0], "first": ends[0], "last": ends[1], "most": most},
        "bars": [value / top for value in values],
        "line": [value / top for value in line],
        "bar": names[0],
        "line_label": names[1],
        "most": _("au plus %(most)s") % {"most": most},
        "first": ends[0],
        "last": ends[1],
    }


def _funnel(report: Report) -> Iterator[Block]:
    yield _heading(_("De l’affichage à la page du film"))
    yield _table(
        [_("Étape"), _("Nombre"), _("Part"), ""],
        [
            [step.label, number_of(step), step.share_told, step.of]
            for step in report.funnel
        ],
    )


def number_of(step: Step) -> str:
    """Write a step's number; where there is none, why."""
    return step.note if step.number is None else count(step.number)


def _sites(report: Report) -> Iterator[Block]:
    yield _heading(_("Par site"))
    rows = sorted(report.places, key=lambda row: -row.impressions)
    yield _delivered(
        _("Site"), [(f"{one.publisher} – {one.placement}", one) for one in rows], report
    )
    yield from _left_out(len(rows))
    if len(report.lines) > 1:
        yield _heading(_("Par ligne"))
        named = [(one.name, one) for one in report.lines]
        yield _delivered(_("Ligne"), named, report)


def _delivered(label: str, rows: Sequence[tuple[str, Row]], report: Report) -> Block:
    money = report.money is not None
    head = [label, _("Impressions"), _("Visibles"), _("Clics"), _("Taux de clic")]
    return _table(
        [*head, *([_("Dépense")] if money else [])],
        [
            [
                name,
                count(row.impressions),
                rate(row.viewable_rate),
                count(row.clicks),
                fine_rate(row.click_rate),
                *([euros(row.spend_micros)] if money else []),
            ]
            for name, row in rows[:_MOST_ROWS]
        ],
    )


def _creatives(report: Report) -> Iterator[Block]:
    if not report.creatives:
        return
    yield _heading(_("Par création"))
    yield _table(
        [_("Création"), _("Impressions"), _("Clics"), _("Taux de clic"), _("entre")],
        [
            [
                row.name,
                count(row.impressions),
                count(row.clicks),
                fine_rate(row.click_rate),
                f"{fine_rate(row.low)} – {fine_rate(row.high)}",
            ]
            for row in report.creatives[:_MOST_ROWS]
        ],
    )
    yield from _left_out(len(report.creatives))
    if report.comparison:
        yield {"kind": "text", "text": report.comparison}


def _places(report: Report) -> Iterator[Block]:
    if not report.departements:
        return
    yield _heading(_("Par département"))
    yield _table(
        [_("Département"), _("Publicités servies"), _("Part")],
        [
            [f"{row.name} ({row.code})", count(row.served), rate(row.share)]
            for row in report.departements[:_MOST_ROWS]
        ],
    )
    yield from _left_out(len(report.departements))


def _hours(report: Report) -> Iterator[Block]:
    if not report.has_hours:
        return
    yield _heading(_("Par heure de la journée"))
    shown = [row.impressions for row in report.hours]
    names = (_("Impressions"), "")
    yield _bars(shown, [], names, count(max(shown)), (_("0 h"), _("23 h")))


def _people(report: Report) -> Iterator[Block]:
    reach, effect = report.reach, report.effect
    yield _heading(_("Couverture et répétition"))
    if reach.why:
        yield {"kind": "text", "text": reach.why}
    else:
        mean = number_format(reach.mean or 0, 1)
        yield {
            "kind": "figures",
            "items": [
                _figure(_("Spectateurs touchés"), crowd(reach.ids)),
                _figure(_("Affichages par spectateur"), mean),
            ],
        }
        yield _table(
            [_("Affichages"), _("Spectateurs")],
            [[times(one.least, one.most), count(one.ids)] for one in reach.classes],
        )
    yield _heading(_("Effet mesuré"))
    drawn = scale(effect)
    if drawn is not None:
        yield {
            "kind": "interval",
            "alt": effect.sentence,
            "low": drawn.low,
            "high": drawn.high,
            "middle": drawn.middle,
            "zero": drawn.zero,
            "zero_label": _("aucun effet"),
            "label": drawn.label,
        }
    yield {"kind": "text", "text": effect.sentence}


def _refused(report: Report) -> Iterator[Block]:
    if not report.refused:
        return
    yield _heading(_("Clics refusés"))
    yield _table(
        [_("Motif"), _("Clics"), _("Part des clics")],
        [[row.reason, count(row.clicks), rate(row.share)] for row in report.refused],
    )
    yield {
        "kind": "note",
        "text": _("%(gross)s clics en tout, %(refused)s refusés, %(net)s rémunérés.")
        % {
            "gross": count(report.total.clicks),
            "refused": count(report.refused_clicks),
            "net": count(report.total.billable_clicks),
        },
    }


def _left_out(number: int) -> Iterator[Block]:
    if number > _MOST_ROWS:
        yield {
            "kind": "note",
            "text": _("%(more)d autres lignes sont dans le fichier XLSX du bilan.")
            % {"more": number - _MOST_ROWS},
        }


def _heading(text: str) -> Block:
    return {"kind": "heading", "text": text}


def _table(head: list[str], rows: list[list[str]]) -> Block:
    align = ["left", *["right"] * (len(head) - 1)]
    return {"kind": "table", "head": head, "align": align, "rows": rows}
