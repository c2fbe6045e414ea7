"""The campaigns of the past: one a month, asked, approved, run, ended on its days."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

import msgspec
from django.utils import translation
from django.utils.formats import date_format

from toile.ops.demo.fill_campaigns import Buyer, fill_campaign
from toile.ops.demo.past.calendar import Past, as_of, morning
from toile.ops.demo.world import Campaign as CampaignFacts
from toile.ops.demo.world import World
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import Campaign
from toile.portal.films.models import Film
from toile.portal.inventory.models import Placement
from toile.wire.calendar import month_after

RUNNING_SINCE_DAYS = 8
"""The world's own campaigns run since the day after; those of the past end there."""

# Each month's campaign takes after one of these in turn: film, places, creatives.
_LIKE = ("pamfir-banniere", "ombre-bande-annonce")
_NAMES = {
    "pamfir-banniere": "Le Serment de Pamfir, avant-premières, {}",
    "ombre-bande-annonce": "L'Ombre de Staline, ciné-clubs, {}",
}
_BUDGET = Decimal(50)
# Nobody may be aimed at before the pool has its first hundred people.
_FIRST_DAY = 8
_ASKED_BEFORE = datetime.timedelta(days=4)

Buy = Callable[[str], tuple[Film, Buyer]]


class Ran(msgspec.Struct, frozen=True):
    """A campaign of the past and its first and last day."""

    facts: CampaignFacts
    first: datetime.date
    last: datetime.date


def ran(world: World, past: Past) -> list[Ran]:
    """List the campaigns of the past, the oldest first."""
    return list(_ran(world, past))


def _ran(world: World, past: Past) -> Iterator[Ran]:
    by_slug = {each.slug: each for each in world.campaigns}
    for number, (first, last) in enumerate(_stretches(past)):
        slug = _LIKE[number % len(_LIKE)]
        like = by_slug[slug]
        facts = msgspec.structs.replace(
            like,
            slug=f"{slug}-{first:%Y-%m}",
            name=_NAMES[slug].format(_month_name(first)),
            approved=True,
            starts_in_days=0,
            ends_in_days=(last - first).days + 1,
            lines=tuple(
                msgspec.structs.replace(line, budget_euros=_BUDGET)
                for line in like.lines
            ),
        )
        yield Ran(facts, first, last)


def _month_name(month: datetime.date) -> str:
    with translation.override("fr"):
        return date_format(month, "F")


def _stretches(past: Past) -> Iterator[tuple[datetime.date, datetime.date]]:
    for number, month in enumerate(past.months):
        first = month if number else month.replace(day=_FIRST_DAY)
        yield first, month_after(month) - datetime.timedelta(days=1)
    this_month = past.today.replace(day=1)
    until = past.today - datetime.timedelta(days=RUNNING_SINCE_DAYS)
    if until > this_month:
        yield this_month, until


def fill_past(
    world: World, past: Past, buy: Buy, placements: Mapping[str, Placement]
) -> list[Campaign]:
    """Write the campaigns of the past, each deed as of its day; twice does it once.

    ``buy`` gives for a film's slug the film and who buys for it.
    """
    deeds: list[tuple[datetime.datetime, bool, Ran]] = []
    for one in ran(world, past):
        deeds.append((morning(one.first - _ASKED_BEFORE), False, one))
        deeds.append((_end_of(one), True, one))
    found: dict[str, Campaign] = {}
    for moment, is_over, one in sorted(deeds, key=lambda deed: deed[0]):
        film, buyer = buy(one.facts.film)
        with as_of(moment):
            if not is_over:
                start = _start_of(one)
                found[one.facts.slug] = fill_campaign(
                    one.facts, film, buyer, placements, start
                )
            elif found[one.facts.slug].status != Campaign.Status.ENDED:
                campaign = Campaign.objects.get(pk=found[one.facts.slug].pk)
                found[one.facts.slug] = campaigns.end(campaign, buyer.by)
    return list(found.values())


def _start_of(one: Ran) -> datetime.datetime:
    return morning(one.first) - datetime.timedelta(hours=9)


def _end_of(one: Ran) -> datetime.datetime:
    return _start_of(one) + datetime.timedelta(days=one.facts.ends_in_days)
