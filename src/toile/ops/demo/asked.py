"""How often a placement of the demo was asked for in the weeks before it began.

Invented, as the edge would have counted it: forecasts, the operator's curves and the
wizard's "affichages possibles" start from it. The journal never held them. What the
campaigns of the past (``past``) showed in those weeks is not among them: some hundred
ads of tens of thousands of requests.
"""

import datetime
import random
from collections.abc import Iterator

from toile.lab.supply import USUAL_PAST_DAYS
from toile.ops.demo.world import Placement as PlacementFacts
from toile.portal.inventory.models import Placement, SupplyDay
from toile.wire.geography import DEPARTEMENTS

# Monday first: the press is read at the office, and on Sunday evening.
_WEEK = (1.08, 1.06, 1.04, 1.02, 0.96, 0.84, 1.0)
# Thousandths of a day's requests in each four hours from midnight on.
_BANDS = (40, 70, 230, 220, 210, 230)
_SPREAD = 0.08
# So few, for the pool of the demo has some hundred people.
_MEMBERS = 0.015
# How much more is read here than in a usual département, whose weight is one.
_LARGE = {
    "75": 14,
    "92": 8,
    "69": 7,
    "59": 7,
    "13": 7,
    "94": 6,
    "93": 5,
    "78": 5,
    "33": 5,
    "31": 5,
    "44": 5,
    "83": 4,
    "34": 4,
    "35": 4,
    "38": 4,
    "67": 4,
}
_ALL = sum(_LARGE.get(code, 1) for code in DEPARTEMENTS)
# Forecasts look no farther back at where readers are, and a day has a hundred rows.
_PLACES_DAYS = 8


def past_days(
    facts: PlacementFacts, placement: Placement, today: datetime.date
) -> Iterator[SupplyDay]:
    """Give the days of four weeks up to yesterday; the same for the same days."""
    for ago in range(1, USUAL_PAST_DAYS + 1):
        day = today - datetime.timedelta(days=ago)
        requests = _requests(facts, day)
        yield SupplyDay(
            placement=placement,
            day=day,
            requests=requests,
            members=round(requests * _MEMBERS),
            bands=_bands(requests),
        )
        if ago <= _PLACES_DAYS:
            yield from _places(placement, day, requests)


def _requests(facts: PlacementFacts, day: datetime.date) -> int:
    chance = random.Random(f"{facts.key} {day}")  # noqa: S311 - figures, not secrets
    usual = facts.requests_a_day * _WEEK[day.weekday()]
    return round(usual * chance.uniform(1 - _SPREAD, 1 + _SPREAD))


def _bands(requests: int) -> list[int]:
    bands = [requests * share // 1000 for share in _BANDS]
    bands[-1] += requests - sum(bands)
    return bands


def _places(
    placement: Placement, day: datetime.date, requests: int
) -> Iterator[SupplyDay]:
    for code in DEPARTEMENTS:
        there = requests * _LARGE.get(code, 1) // _ALL
        yield SupplyDay(placement=placement, day=day, departement=code, requests=there)
