"""The last hour, minute by minute, as charts."""

import datetime
import itertools

from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.control.flow import Flow, between, steps
from toile.portal.control.models import EdgeSample
from toile.portal.control.selectors import samples_since
from toile.portal.ui.charts import Chart, Series

MINUTES = 60
_A_MINUTE = datetime.timedelta(minutes=1)


def last_hour(now: datetime.datetime) -> list[Chart]:
    """Draw answers, latency, impressions and spend of the last hour (1 query)."""
    last = now.replace(second=0, microsecond=0)
    first = last - MINUTES * _A_MINUTE
    known = {sample.at: sample for sample in samples_since(first)}
    if not known:
        return []
    every = [known.get(first + step * _A_MINUTE) for step in range(MINUTES + 1)]
    places = [
        timezone.localtime(first + step * _A_MINUTE).strftime("%H:%M")
        for step in range(1, MINUTES + 1)
    ]
    flows = [_flow(before, after) for before, after in itertools.pairwise(every)]
    answers = [None if one is None else one.answers for one in flows]
    p50 = [None if one is None else one.percentile(0.5) for one in flows]
    p99 = [None if one is None else one.percentile(0.99) for one in flows]
    shown = steps([None if one is None else one.impressions for one in every])
    spent = steps([None if one is None else one.spend_micros for one in every])
    return [
        _chart(
            _("Réponses de l’edge par minute"), places, Series(_("Réponses"), answers)
        ),
        _chart(
            _("Durée des réponses, en microsecondes"),
            places,
            Series(_("99 %"), [_micros(one) for one in p99], shape="line"),
            Series(_("50 %"), [_micros(one) for one in p50], shape="line"),
        ),
        _chart(_("Impressions par minute"), places, Series(_("Impressions"), shown)),
        _chart(_("Dépense par minute"), places, Series(_("Dépense"), spent, "euros")),
    ]


def _flow(before: EdgeSample | None, after: EdgeSample | None) -> Flow | None:
    if before is None or after is None or not (before.reached and after.reached):
        return None
    return between(before, after, _A_MINUTE.total_seconds())


def _micros(milliseconds: float | None) -> int | None:
    return None if milliseconds is None else round(milliseconds * 1000)


def _chart(label: str, places: list[str], *series: Series) -> Chart:
    return Chart(label, _("Heure"), places, series, along_unit="text")
