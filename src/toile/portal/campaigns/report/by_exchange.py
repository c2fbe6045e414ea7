"""What each line bid, won and bought on each exchange: for the operator, who buys."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from toile.portal.campaigns.models import Campaign, LineExchangeDay
from toile.portal.campaigns.report.period import Period
from toile.portal.ui.tables import Count, Euros, Rate, Table, Text

_COUNTED = ("bids", "wins", "impressions", "cost_micros", "price_micros")


class ExchangeTable(Table):
    """One row a line and exchange."""

    exchange = Text(verbose_name=_("Place de marché"))
    line = Text(verbose_name=_("Ligne"))
    bids = Count(verbose_name=_("Enchères"))
    wins = Count(verbose_name=_("Gagnées"))
    win_rate = Rate(verbose_name=_("Taux de gain"))
    lost = Count(verbose_name=_("Perdues"))
    impressions = Count(verbose_name=_("Impressions"))
    cost_micros = Euros(verbose_name=_("Coût média"))
    price_micros = Euros(verbose_name=_("Dépense"))

    class Meta:
        order_by = ("-price_micros",)


def by_exchange(campaign: Campaign, period: Period) -> list[dict[str, Any]]:
    """Add up the days of a period, by exchange and line.

    ``win_rate`` is ``None`` before the first bid.
    """
    rows = LineExchangeDay.objects.filter(line__flight__campaign=campaign)
    if period.first is not None:
        rows = rows.filter(day__gte=period.first)
    if period.last is not None:
        rows = rows.filter(day__lte=period.last)
    named = ("line_id", "exchange_id", "line__name", "exchange__name")
    summed = rows.values(*named).annotate(**{f"all_{n}": Sum(n) for n in _COUNTED})
    lost: dict[tuple[str, str], int] = {}
    for line, exchange, losses in rows.values_list("line_id", "exchange_id", "losses"):
        at = line, exchange
        lost[at] = lost.get(at, 0) + sum(losses.values())
    return [
        _row(each, lost[each["line_id"], each["exchange_id"]])
        for each in summed.order_by("exchange__name", "line__name")
    ]


def _row(summed: Mapping[str, Any], lost: int) -> dict[str, Any]:
    counted = {name: summed[f"all_{name}"] for name in _COUNTED}
    bids: int = counted["bids"]
    return counted | {
        "exchange": summed["exchange__name"],
        "line": summed["line__name"],
        "lost": lost,
        "win_rate": counted["wins"] / bids if bids else None,
    }
