"""What a draft would bring, as the wizard shows it: figures, curves, their ground."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from toile.lab.forecast import Estimate, Point
from toile.portal.campaigns.cautions import Caution, below_floor
from toile.portal.campaigns.forecast import Bounds, Dates, Forecast, forecast
from toile.portal.campaigns.forecast_refusal import ForecastRefusal
from toile.portal.campaigns.history import pool_size
from toile.portal.campaigns.models import Campaign, Flight, LineItem
from toile.portal.campaigns.models.line import CAPS, SHAPES
from toile.portal.campaigns.terms import USUAL_PRICE_MICROS
from toile.portal.inventory.interests import with_below
from toile.portal.inventory.selectors import active_placements
from toile.portal.ui.charts import Chart, Series
from toile.portal.ui.templatetags.figures import count
from toile.wire.audience import AEA, SMALLEST_TARGETABLE
from toile.wire.targeting import Cap, Targeting


@dataclass(frozen=True)
class Outlook:
    """A forecast ready to be shown.

    ``everywhere`` says that no place is chosen yet, so that all open ones are meant.
    """

    found: Forecast
    everywhere: bool
    budget_micros: int
    cautions: Sequence[Caution] = ()

    @property
    def refusal(self) -> str:
        """Why nothing can be told, if so."""
        return str(self.found.refusal.label) if self.found.refusal else ""

    @property
    def impressions(self) -> str:
        """Impressions as a range."""
        return _span(self._here("impressions"))

    @property
    def clicks(self) -> str:
        """Clicks as a range."""
        return _span(self._here("clicks"))

    @property
    def people(self) -> str:
        """How many people are met, as a range; nothing without the pool's option."""
        return _span(self._here("reach"))

    def _here(self, name: str) -> Estimate | None:
        found: Estimate | None = getattr(self.found.here, name, None)
        return found

    @property
    def charts(self) -> list[Chart]:
        """The same over budgets up to twice as large."""
        points = self.found.curve
        if not points:
            return []
        drawn = [
            _chart(_("Impressions selon le budget"), points, "impressions"),
            _chart(_("Clics selon le budget"), points, "clicks"),
        ]
        if all(point.reach is not None for point in points):
            drawn.insert(1, _chart(_("Spectateurs selon le budget"), points, "reach"))
        return drawn


def outlook(
    campaign: Campaign,
    flight: Flight,
    line: LineItem | None,
    wanted: dict[str, Any] | None = None,
    *,
    budget_micros: int | None = None,
    price_micros: int | None = None,
    today: datetime.date | None = None,
    least: int = SMALLEST_TARGETABLE,
) -> Outlook:
    """Forecast a line as it is kept, or with what is being typed in its place.

    ``least`` is the smallest segment of the rules in force.
    """
    criteria = _criteria(line) | (wanted or {})
    kept = list(line.placements.all()) if line else []
    chosen = [place.id for place in kept]
    places = chosen or [place.id for place in active_placements()]
    budget = budget_micros or (line.budget_micros if line else 0)
    price = price_micros or (line.price_micros if line else 0) or USUAL_PRICE_MICROS
    holdout = criteria.get("holdout_percent", campaign.holdout_percent)
    found = forecast(
        targeting_of(criteria),
        places,
        Dates(flight.first_day, flight.last_day),
        budget,
        price,
        Bounds(_cap(criteria), holdout, least),
        today=today,
    )
    return Outlook(found, not chosen, budget, below_floor(kept, price))


def too_few(
    campaign: Campaign,
    flight: Flight,
    line: LineItem | None,
    wanted: dict[str, Any],
    least: int,
) -> str:
    """Say why criteria address too few people to be kept; "" if they do not.

    Only once the pool is counted: of a new one nothing is known yet, and the edge
    itself serves no crowd under the smallest segment.
    """
    if not wanted.get("pool") or not pool_size((AEA,)):
        return ""
    found = outlook(campaign, flight, line, wanted, least=least).found
    few = found.refusal is ForecastRefusal.SMALL_CROWD
    return str(ForecastRefusal.SMALL_CROWD.label) if few else ""


def targeting_of(criteria: dict[str, Any]) -> Targeting:
    """Write criteria as the ads wing reads them, places apart."""
    read = {
        name: msgspec.convert(criteria[name], shape) for name, shape in SHAPES.items()
    }
    read["interests"] = with_below(read["interests"])
    return Targeting(segments=(AEA,) if criteria["pool"] else (), **read)


_NAMES = ("pool", "cap_days", *CAPS, *SHAPES)


def _criteria(line: LineItem | None) -> dict[str, Any]:
    if line is None:
        line = LineItem(pool=False)
    return {name: getattr(line, name) for name in _NAMES}


def _cap(criteria: dict[str, Any]) -> Cap | None:
    if not criteria["pool"] or not any(criteria[name] for name in CAPS):
        return None
    return Cap(
        criteria["cap_impressions"] or 0,
        criteria["cap_days"],
        an_hour=criteria["cap_an_hour"] or 0,
        flight=criteria["cap_flight"] or 0,
        apart_seconds=criteria["cap_apart_seconds"] or 0,
    )


def _span(estimate: Estimate | None) -> str:
    if estimate is None:
        return ""
    if estimate.low == estimate.high:
        return count(estimate.expected)
    return _("%(low)s à %(high)s") % {
        "low": count(estimate.low),
        "high": count(estimate.high),
    }


def _chart(label: str, points: tuple[Point, ...], name: str) -> Chart:
    estimates: list[Estimate] = [getattr(point, name) for point in points]
    return Chart(
        label,
        _("Budget"),
        [point.budget_micros for point in points],
        [
            Series(
                _("Fourchette"),
                [one.low for one in estimates],
                shape="band",
                upper=[one.high for one in estimates],
            ),
            Series(_("Attendu"), [one.expected for one in estimates], shape="line"),
        ],
        along_unit="euros",
    )
