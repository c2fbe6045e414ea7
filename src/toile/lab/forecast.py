"""Forecast: what a budget buys, as curves with an honest range.

What is offered (``supply``) is cut down to what a price wins and a cap allows; a budget
buys of that what it can pay; who is met by it follows from how unequally people read
(``reach``). All that is known of people goes in rounded (``crowds.rounded``), all that
comes out is rounded again.
"""

import math

import msgspec

from toile.lab.crowds import significant
from toile.lab.reach import SMALLEST_REACH, USUAL_K, meetings_within, met
from toile.lab.supply import Range
from toile.wire.targeting import Cap

POINTS = 20
_THOUSAND = 1_000
_DIGITS = 2
# How alike people are is known to a factor of two; it is all that a budget that is
# spent in full leaves open.
_LIKENESS_KNOWN_TO = 2.0


class Rates(msgspec.Struct, frozen=True):
    """Clicks and views an impression, and how many clicks that is known from."""

    clicks: float
    views: float
    from_clicks: int


class Crowd(msgspec.Struct, frozen=True):
    """The ids that can be met: how many, rounded, and how alike they are."""

    ids: int
    likeness: float = USUAL_K


class Estimate(msgspec.Struct, frozen=True):
    """Whole numbers, rounded to two significant digits."""

    low: int
    expected: int
    high: int


class Point(msgspec.Struct, frozen=True):
    """What one budget buys.

    ``reach`` is ``None`` where no id is tied to the ads, and while it is under 100.
    """

    budget_micros: int
    spend_micros: int
    impressions: Estimate
    views: Estimate
    clicks: Estimate
    reach: Estimate | None


def curve(
    offered: Range,
    rates: Rates,
    *,
    budget_micros: int,
    price_micros: int,
    days: float,
    cap: Cap | None,
    crowd: Crowd | None,
    least: int = SMALLEST_REACH,
) -> tuple[Point, ...]:
    """Tell what budgets from a twentieth of the given one up to it buy.

    ``offered`` are the impressions that the line can win in all its days, before any
    cap. ``price_micros`` is for 1000. No reach under ``least`` is told: the smallest
    segment of the rules in force, never under 100.
    """
    scenes = [
        _Scene(total, days, cap, crowd)
        for total in (offered.low, offered.expected, offered.high)
    ]
    budgets = [budget_micros * n // POINTS for n in range(1, POINTS + 1)]
    least = max(least, SMALLEST_REACH)
    return tuple(
        _point(scenes, rates, budget, price_micros, least) for budget in budgets
    )


class _Scene:
    """One course of events: so much is offered; how much of it a cap leaves."""

    def __init__(
        self, offered: float, days: float, cap: Cap | None, crowd: Crowd | None
    ) -> None:
        self._crowd = crowd
        self._offered = offered
        self._mean = 0.0 if crowd is None else offered / crowd.ids
        self._windows = max(1.0, days / cap.days) if cap is not None else 1.0
        self._cap = None if crowd is None or not _bounds(cap) else cap
        self.most = offered if self._cap is None else self._capped(1.0)

    def reached(self, impressions: float, likeness: float = 1.0) -> float:
        """Tell how many ids so many impressions meet, if people are so much alike."""
        if self._crowd is None or self.most <= 0:
            return 0.0
        part = self._part(min(1.0, impressions / self.most))
        k = self._crowd.likeness * likeness
        return min(impressions, met(self._crowd.ids, part * self._mean, k))

    def _part(self, share: float) -> float:
        """Tell which part of the offer is taken to get a share of what the cap leaves.

        A cap costs most where most is taken, so the part is smaller than the share.
        """
        if self._cap is None or share >= 1.0:
            return share
        # Never less than what no cap would need; by ratios, for parts may be tiny.
        low, high = share * self.most / self._offered, 1.0
        for _ in range(12):
            middle = math.sqrt(low * high)
            if self._capped(middle) < share * self.most:
                low = middle
            else:
                high = middle
        return high

    def _capped(self, part: float) -> float:
        assert self._crowd is not None
        assert self._cap is not None
        mean, alike = part * self._mean, self._crowd.likeness
        within = mean
        if self._cap.impressions:
            a_window = mean / self._windows
            each = meetings_within(a_window, self._cap.impressions, alike)
            within = each * self._windows
        if self._cap.flight:
            within = min(within, meetings_within(mean, self._cap.flight, alike))
        return within * self._crowd.ids


def _bounds(cap: Cap | None) -> bool:
    """Tell whether a cap bounds what is counted here: no hour is."""
    return cap is not None and bool(cap.impressions or cap.flight)


def _point(
    scenes: list[_Scene], rates: Rates, budget: int, price: int, least: int
) -> Point:
    paid = budget * _THOUSAND / price if price else math.inf
    impressions = [min(paid, scene.most) for scene in scenes]
    # Few clicks tell little of their rate: the spread of a Poisson count.
    spread = 1.645 / math.sqrt(max(rates.from_clicks, 1))
    clicks = Range(*(each * rates.clicks for each in impressions)).wider(spread)
    likenesses = (1 / _LIKENESS_KNOWN_TO, 1.0, _LIKENESS_KNOWN_TO)
    reach = _estimate(
        *(
            scene.reached(number, likeness)
            for scene, number, likeness in zip(
                scenes, impressions, likenesses, strict=True
            )
        )
    )
    return Point(
        budget_micros=budget,
        spend_micros=min(
            budget, significant(int(impressions[1] * price / _THOUSAND), _DIGITS)
        ),
        impressions=_estimate(*impressions),
        views=_estimate(*(each * rates.views for each in impressions)),
        clicks=_estimate(clicks.low, clicks.expected, clicks.high),
        reach=None if reach.expected < least else reach,
    )


def _estimate(low: float, expected: float, high: float) -> Estimate:
    low, high = min(low, expected), max(high, expected)
    return Estimate(*(significant(int(n), _DIGITS) for n in (low, expected, high)))
