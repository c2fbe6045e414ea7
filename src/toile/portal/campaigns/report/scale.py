"""Where an interval stands on a line with zero in it: places between 0 and 1."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from toile.portal.campaigns.report.told import CreativeRow, EffectTold

_MARGIN = 0.06


@dataclass(frozen=True)
class Scale:
    """An interval to be drawn, with the words for those who read it."""

    low: float
    middle: float
    high: float
    zero: float
    label: str

    @property
    def width(self) -> float:
        """How much of the line the interval takes."""
        return self.high - self.low


def scale(effect: EffectTold) -> Scale | None:
    """Place the effect's interval; ``None`` while nothing is measured."""
    low, high, middle = effect.low, effect.high, effect.difference
    if low is None or high is None or middle is None:
        return None
    least, most = min(low, 0.0), max(high, 0.0)
    return Scale(
        *(_place(value, least, most) for value in (low, middle, high, 0.0)),
        label=_("Écart de %(middle)s points (de %(low)s à %(high)s)")
        % {"middle": _points(middle), "low": _points(low), "high": _points(high)},
    )


def rate_scale(row: CreativeRow, most: float) -> Scale | None:
    """Place a creative's click rate on a line from zero to the highest bound."""
    rate = row.click_rate
    if row.low is None or row.high is None or rate is None:
        return None
    places = (_place(value, 0.0, most) for value in (row.low, rate, row.high, 0.0))
    return Scale(*places, label=row.name)


def _place(value: float, least: float, most: float) -> float:
    span = (most - least) or 1.0
    return _MARGIN + (value - least) / span * (1 - 2 * _MARGIN)


def _points(rate: float) -> str:
    points = round(100 * rate, 1)
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"{sign}{number_format(abs(points), 1)}"
