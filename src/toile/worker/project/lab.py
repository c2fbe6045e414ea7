"""Counting for people: reach, frequency and effect, from a pass over the pool's space.

The pass is in memory and leaves no copy of a profile (decision 0014). What it hands to
the portal is rounded and rid of small crowds: no exact count of ids leaves the pool.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping

import msgspec
from django.db import transaction

from toile.lab import frequency
from toile.lab.crowds import settled
from toile.lab.lift import Effect, Side, settled_effect
from toile.lab.reach import steady
from toile.pool import exposures, visits
from toile.pool.exposures import EXPOSURES, Exposures
from toile.pool.segments import membership
from toile.pool.visits import PROFILES, Profile
from toile.portal.campaigns import services
from toile.portal.campaigns.selectors import (
    campaigns_measured,
    effects_told,
    reach_cells,
    reach_told,
)
from toile.portal.charter.selectors import rules_in_force
from toile.portal.cinemas.selectors import departements_of
from toile.profiles import Space
from toile.wire.audience import AEA
from toile.wire.clock import paris_date, to_datetime, utc_day
from toile.worker.members import Terms
from toile.worker.stores import CURSORS, Stores
from toile.worker.turns import ROWS_AT_ONCE, give_way

# Whoever was last assigned has two weeks to look the film up.
_COUNTED_AFTER = datetime.timedelta(milliseconds=exposures.LOOKED_UP_WITHIN_MS)
_STREAMS = (b"pool", b"exposures")
_ROWS_A_CAMPAIGN = 2
_CAMPAIGNS_AT_ONCE = ROWS_AT_ONCE // _ROWS_A_CAMPAIGN


class Tally(msgspec.Struct):
    """What a pass counts of one campaign."""

    times: Counter[int] = msgspec.field(default_factory=Counter)
    served: int = 0
    served_looked_up: int = 0
    held_out: int = 0
    held_out_looked_up: int = 0


class Lab:
    """Counts when something has been read since it last did, or a day has passed."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._counted: tuple[object, ...] = ()

    def count(self, terms: Terms, now_ms: int) -> None:
        """Count anew and set the portal's figures."""
        space = self._stores.pool
        places = tuple(space.get(CURSORS, name) for name in _STREAMS)
        rules = rules_in_force(paris_date(now_ms))
        if self._counted == (places, utc_day(now_ms), terms, rules):
            return
        self._count_pool(space, terms, rules.smallest_segment, now_ms)
        self._count_campaigns(space, rules.smallest_cell, now_ms)
        self._counted = (places, utc_day(now_ms), terms, rules)

    def _count_pool(self, space: Space, terms: Terms, least: int, now_ms: int) -> None:
        departements = departements_of(terms.windows)
        sizes: Counter[str] = Counter()
        for _, record in space.scan(PROFILES):
            sizes.update(_places(visits.decode(record), terms, departements, now_ms))
        told = reach_cells(AEA)
        cells = {
            place: steady(ids, told.get(place), least) for place, ids in sizes.items()
        }
        kept = {place: ids for place, ids in cells.items() if ids is not None}
        services.put_reach_cells(AEA, kept, to_datetime(now_ms))

    def _count_campaigns(self, space: Space, least: int, now_ms: int) -> None:
        # A campaign that ended longer ago keeps its last figures: ids are forgotten.
        measured = campaigns_measured(to_datetime(now_ms), _COUNTED_AFTER)
        if not measured.campaigns:
            return
        tallies: defaultdict[str, Tally] = defaultdict(Tally)
        for _, record in space.scan(EXPOSURES):
            _tally(exposures.decode(record), measured.campaign_of, tallies)
        for first in range(0, len(measured.campaigns), _CAMPAIGNS_AT_ONCE):
            some = measured.campaigns[first : first + _CAMPAIGNS_AT_ONCE]
            if first:
                give_way()
            reach, effects = reach_told(some), effects_told(some)
            with transaction.atomic():
                for campaign in some:
                    tally = tallies[campaign]
                    before = reach.get(campaign)
                    _put_reach(campaign, tally, before, least, now_ms)
                    _put_effect(campaign, tally, effects.get(campaign), least, now_ms)


def _places(
    profile: Profile, terms: Terms, departements: Mapping[str, str], now_ms: int
) -> set[str]:
    """List where an id of the segment counts: everywhere (""), and by département."""
    held = terms.still_held(profile, now_ms)
    belongs = membership(held, terms.windows)
    if belongs is None or not belongs.has(AEA, utc_day(now_ms)):
        return set()
    return {"", *(departements[c] for c in held.visits if c in departements)}


def _tally(
    held: Exposures, campaign_of: Mapping[str, str], tallies: Mapping[str, Tally]
) -> None:
    times: Counter[str] = Counter()
    for line, seen in held.lines.items():
        if line in campaign_of:
            times[campaign_of[line]] += seen.count
    for campaign, number in times.items():
        tallies[campaign].times[number] += 1
    for name, group in held.groups.items():
        tally, looked_up = tallies[name], exposures.looked_up(held, name)
        if group.held_out:
            tally.held_out += 1
            tally.held_out_looked_up += looked_up
        else:
            tally.served += 1
            tally.served_looked_up += looked_up


def _put_reach(
    campaign: str, tally: Tally, before: int | None, least: int, now_ms: int
) -> None:
    classes = frequency.distribution(tally.times, least)
    told = settled(tally.times.total(), before, least)
    services.put_campaign_reach(
        campaign,
        told,
        0 if classes is None else sum(n * ids for n, ids in tally.times.items()),
        None if told is None else frequency.mean(tally.times, told),
        classes or (),
        to_datetime(now_ms),
    )


def _put_effect(
    campaign: str, tally: Tally, before: Effect | None, least: int, now_ms: int
) -> None:
    if not tally.served and not tally.held_out:
        return
    told = settled_effect(
        Side(tally.served, tally.served_looked_up),
        Side(tally.held_out, tally.held_out_looked_up),
        before,
        least,
    )
    services.put_campaign_effect(campaign, told, to_datetime(now_ms))
