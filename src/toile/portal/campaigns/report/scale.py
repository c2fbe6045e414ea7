"""Where an interval stands on a line with zero in it: places between 0 and 1."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from toile.portal.campaigns.report.told import CreativeRow, EffectTold

_MARGIN = 0.06
# Of the view box in campaigns/_interval.html.
_WIDTH = 600


@dataclass(frozen=True)
class Scale:
    """An interval to be drawn, with the words for those who read it."""

    low: float
    middle: float
    high: float
    zero: float
    label: str

    @property
    def x_low(self) -> float:
        """The lower bound in the units of the page's drawing."""
        return _WIDTH * self.low

    @property
    def x_middle(self) -> float:
        """The estimate in the same."""
        return _WIDTH * self.middle

    @property
    def x_zero(self) -> float:
        """Zero in the same."""
        return _WIDTH * self.zero

    @property
    def x_width(self) -> float:
        """How wide the interval is in the same."""
        return _WIDTH * (self.high - self.low)


def scale(effect: EffectTold) -> Scale | None:
    """Place the effect's interval; ``None`` while nothing is measured."""
    low, high, middle = effect.low, effect.high, effect.difference
    if low is None or high is None or middle is None:
        return None
    least, most = min(low, 0.0), max(high, 0.0)
    said = {"middle": _points(middle), "low": _points(low), "high": _points(high)}
    return Scale(
        low=_place(low, least, most),
        middle=_place(middle, least, most),
        high=_place(high, least, most),
        zero=_place(0.0, least, most),
        label=_("Écart de %(middle)s points (de %(low)s à %(high)s)") % said,
    )


def rate_scale(row: CreativeRow, most: float) -> Scale | None:
    """Place a creative's click rate on a line from zero to the highest bound."""
    rate = row.click_rate
    if row.low is None or row.high is None or rate is None:
        return None
    return Scale(
        low=_place(row.low, 0.0, most),
        middle=_place(rate, 0.0, most),
        high=_place(row.high, 0.0, most),
        zero=_place(0.0, 0.0, most),
        label=row.name,
    )


def _place(value: float, least: float, most: float) -> float:
    span = (most - least) or 1.0
    return _MARGIN + (value - least) / span * (1 - 2 * _MARGIN)


def _points(rate: float) -> str:
    points = round(100 * rate, 1)
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"{sign}{number_format(abs(points), 1)}"
