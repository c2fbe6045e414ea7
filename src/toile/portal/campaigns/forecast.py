"""The live forecast of the wizard: what a draft would bring, before it is bought.

Eight queries at most and some milliseconds of arithmetic, so that it may be asked at
each change of a field. How it is made: docs/explain/forecast.md.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toile.lab.forecast import Crowd, Point, curve
from toile.lab.reach import addressable
from toile.lab.supply import SHORT_PAST_DAYS, Range, coming
from toile.portal.campaigns.forecast_refusal import ForecastRefusal
from toile.portal.campaigns.history import (
    Past,
    crowd_of,
    hours_share,
    past_of,
    pool_size,
    servable,
    share_of,
)
from toile.portal.campaigns.uncounted import uncounted
from toile.wire.audience import SMALLEST_TARGETABLE
from toile.wire.clock import now_ms, paris_date
from toile.wire.targeting import Cap, Targeting

_THOUSAND = 1_000
# The curve goes on beyond the budget, to show what more would bring.
_BEYOND = 2


@dataclass(frozen=True)
class Forecast:
    """What a draft would bring, or why that cannot be told.

    ``here`` is what the budget buys, ``curve`` what budgets up to twice as large do,
    ``reach`` how many ids the targeting addresses at all (``None`` without the pool's
    option), ``ceiling_micros`` what all that can be won would cost. ``notes`` are
    sentences to be shown beside it; ``past_days`` and ``last_day`` are its ground.
    """

    refusal: ForecastRefusal | None = None
    here: Point | None = None
    curve: tuple[Point, ...] = ()
    reach: int | None = None
    ceiling_micros: int = 0
    past_days: int = 0
    last_day: datetime.date | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dates:
    """First and last day of a flight, both included, by the calendar of Paris."""

    first: datetime.date
    last: datetime.date

    def left(self, today: datetime.date) -> int:
        """Tell how many of the days are still to come; today is one of them."""
        return len(self.coming(today))

    def coming(self, today: datetime.date) -> list[datetime.date]:
        """Name the days that are still to come."""
        first = max(self.first, today)
        days = (self.last - first).days + 1
        return [first + datetime.timedelta(days=n) for n in range(days)]


@dataclass(frozen=True)
class Bounds:
    """What bounds whom a line meets.

    Its cap, the per cent of the pool held out, and the smallest segment of the rules in
    force.
    """

    cap: Cap | None = None
    holdout_percent: int = 0
    least: int = SMALLEST_TARGETABLE


_NO_BOUNDS = Bounds()


def forecast(
    targeting: Targeting,
    placements: Collection[str],
    dates: Dates,
    budget_micros: int,
    price_micros: int,
    bounds: Bounds = _NO_BOUNDS,
    *,
    today: datetime.date | None = None,
) -> Forecast:
    """Tell what a line with this targeting would bring on these placements.

    ``placements`` are ids; ``targeting.placements`` is not looked at. ``price_micros``
    is for 1000 impressions.
    """
    today = today or paris_date(now_ms())
    days = dates.left(today)
    if not days:
        return Forecast(ForecastRefusal.NO_DAYS)
    if price_micros <= 0:
        return Forecast(ForecastRefusal.NO_PRICE)
    served_by = servable(placements, targeting, price_micros)
    if not served_by:
        return Forecast(_unserved(placements, targeting))
    places = [place.id for place in served_by]
    past = past_of(places, today)
    if past is None:
        return Forecast(ForecastRefusal.NO_HISTORY)
    share = share_of(targeting.geography, places, past)
    if share <= 0:
        return Forecast(ForecastRefusal.NO_PLACE)
    hours = hours_share(targeting.dayparts, places, past, dates.coming(today))
    if hours <= 0:
        return Forecast(ForecastRefusal.NO_HOUR)
    crowd: Crowd | None = None
    if targeting.segments:
        pool = pool_size(targeting.segments)
        # Of a targeting, not of a campaign: the hold-out comes after the limit.
        reach = addressable(pool, share, bounds.least)
        if reach is None:
            return Forecast(ForecastRefusal.SMALL_CROWD)
        crowd = crowd_of(reach, pool)
    served = 1 - (bounds.holdout_percent / 100 if crowd is not None else 0.0)
    offered = coming(past.winnable(price_micros, pool=crowd is not None), days)
    if offered is None:
        return Forecast(ForecastRefusal.NO_HISTORY)
    told = _told(
        offered.times(share * hours * served),
        past,
        None
        if crowd is None
        else Crowd(max(1, int(crowd.ids * served)), crowd.likeness),
        reach=None if crowd is None else crowd.ids,
        budget_micros=budget_micros,
        price_micros=price_micros,
        days=days,
        bounds=bounds,
    )
    unknown = uncounted(targeting, served_by, bounds.cap)
    return replace(told, notes=(*told.notes, *unknown))


def _unserved(placements: Collection[str], targeting: Targeting) -> ForecastRefusal:
    """Tell what keeps a line from all that was chosen: the price, a criterion?"""
    if servable(placements, targeting, None):
        return ForecastRefusal.BELOW_FLOOR
    anything = servable(placements, Targeting(), None)
    return ForecastRefusal.NO_FIT if anything else ForecastRefusal.NO_PLACEMENT


def _told(
    offered: Range,
    past: Past,
    crowd: Crowd | None,
    *,
    reach: int | None,
    budget_micros: int,
    price_micros: int,
    days: int,
    bounds: Bounds,
) -> Forecast:
    ceiling = int(offered.expected * price_micros / _THOUSAND)
    budget = budget_micros if budget_micros > 0 else ceiling
    points = curve(
        offered,
        past.sold.rates,
        budget_micros=budget * _BEYOND,
        price_micros=price_micros,
        days=days,
        cap=bounds.cap if crowd is not None else None,
        crowd=crowd,
        least=bounds.least,
    )
    here = points[len(points) // _BEYOND - 1]
    most = points[-1].impressions.expected if budget * _BEYOND >= ceiling else 0
    return Forecast(
        here=here,
        curve=points,
        reach=reach,
        ceiling_micros=most * price_micros // _THOUSAND or ceiling,
        past_days=len(past.days),
        last_day=past.last_day,
        notes=tuple(_notes(past, here, budget)),
    )


def _notes(past: Past, here: Point, budget: int) -> list[str]:
    notes = []
    known = len(past.days)
    if not past.whole_days:
        notes.append(_("Estimation très large : moins d’un jour d’historique."))
    elif known < SHORT_PAST_DAYS:
        notes.append(
            ngettext(
                "Estimation large : %(days)d jour d’historique.",
                "Estimation large : %(days)d jours d’historique.",
                known,
            )
            % {"days": known}
        )
    if here.spend_micros < budget:
        notes.append(
            _(
                "Ces sites, à ce prix et avec cette limite de répétition, n’offrent "
                "sans doute pas de quoi dépenser tout le budget."
            )
        )
    return notes
