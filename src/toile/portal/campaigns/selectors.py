"""Reading campaigns, for people and for the plan."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from toile.lab.lift import Effect
from toile.portal.approvals.selectors import approved_ids
from toile.portal.campaigns.models import (
    Campaign,
    CampaignEffect,
    CampaignReach,
    ClickTrail,
    Creative,
    LineDay,
    LineItem,
    ReachCell,
    RefusedClickDay,
)
from toile.portal.campaigns.models.line import SHAPES
from toile.portal.inventory.interests import with_below
from toile.portal.inventory.models import Placement
from toile.portal.showtimes import selectors as showtimes
from toile.wire.audience import AEA
from toile.wire.near_you import NearCinema
from toile.wire.targeting import Cap, Targeting


@dataclass(frozen=True)
class Figures:
    """What was delivered, whatever it is summed over."""

    impressions: int = 0
    views: int = 0
    clicks: int = 0
    billable_clicks: int = 0
    spend_micros: int = 0
    teaser_starts: int = 0
    teaser_completes: int = 0

    @property
    def viewable_rate(self) -> float | None:
        """Viewable impressions among all; ``None`` before the first."""
        return self.views / self.impressions if self.impressions else None


_SUMS = {name: Sum(name, default=0) for name in Figures.__dataclass_fields__}


def targeting(line: LineItem) -> Targeting:
    """Write a line's criteria as the ads wing reads them."""
    criteria = {
        name: msgspec.convert(getattr(line, name), shape)
        for name, shape in SHAPES.items()
    }
    criteria["interests"] = with_below(criteria["interests"])
    return Targeting(
        placements=tuple(sorted(place.id for place in line.placements.all())),
        segments=(AEA,) if line.pool else (),
        **criteria,
    )


def cap_of(line: LineItem) -> Cap | None:
    """Write a line's caps as the ads wing reads them; without any there is none."""
    cap = Cap(
        impressions=line.cap_impressions or 0,
        days=line.cap_days,
        an_hour=line.cap_an_hour,
        flight=line.cap_flight,
        apart_seconds=line.cap_apart_seconds,
    )
    asks = cap.impressions or cap.an_hour or cap.flight or cap.apart_seconds
    return cap if asks else None


def live_lines(now: datetime.datetime) -> list[LineItem]:
    """Lines that may be served now, with all that the plan names (6 queries).

    Flights that begin within the day are given too: the plan carries their start.
    """
    soon = now + datetime.timedelta(days=1)
    creatives = Creative.objects.filter(status=Creative.Status.ACTIVE).order_by("id")
    placements = Placement.objects.filter(status=Placement.Status.ACTIVE)
    lines = (
        LineItem.objects.filter(
            status=LineItem.Status.ACTIVE,
            flight__starts_at__lte=soon,
            flight__ends_at__gt=now,
            flight__campaign__status=Campaign.Status.LIVE,
            flight__campaign_id__in=approved_ids("campaign"),
            flight__campaign__film_id__in=approved_ids("film"),
        )
        .select_related("flight__campaign__film", "flight__campaign__distributor")
        .prefetch_related(
            Prefetch("flight__campaign__creatives", creatives),
            Prefetch("placements", placements),
            "deals",
        )
        .order_by("id")
    )
    # A line whose every placement is paused must not fall back to all placements.
    return [line for line in lines if line.placements.all()]


def near_you_preview(
    campaign: Campaign, departement: str, now: datetime.datetime
) -> tuple[NearCinema, ...]:
    """What the campaign's ads would tell in a département, whatever it has chosen.

    Nothing while the union has turned "À voir près de chez vous" off.
    """
    if not showtimes.rule().enabled:
        return ()
    film = campaign.film.allocine_id
    found = showtimes.programmes({film}, showtimes.members(now), now)
    return found.get(film, {}).get(departement, ())


def campaigns_with_figures(campaigns: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """Campaigns, each with its impressions, billable clicks and spend.

    Summed for the rows that a page shows, not for all before it is cut.
    """
    sums = {name: _sum_of(name) for name in ("impressions", "billable_clicks")}
    return campaigns.select_related("film", "distributor").annotate(
        spend_micros=_sum_of("spend_micros"), **sums
    )


def _sum_of(figure: str) -> Coalesce:
    days = LineDay.objects.filter(line__flight__campaign=OuterRef("pk")).order_by()
    total = days.values("line__flight__campaign").annotate(total=Sum(figure))
    return Coalesce(Subquery(total.values("total")), 0)


def campaign_figures(campaign: Campaign) -> Figures:
    """All that a campaign delivered."""
    rows = LineDay.objects.filter(line__flight__campaign=campaign)
    return _figures(rows.aggregate(**_SUMS))


def line_figures(campaign: Campaign) -> list[tuple[LineItem, Figures]]:
    """Each line of a campaign with what it delivered."""
    rows = (
        LineDay.objects.filter(line__flight__campaign=campaign)
        .values("line_id")
        .annotate(**_SUMS)
    )
    found = {row["line_id"]: _figures(row) for row in rows}
    lines = (
        LineItem.objects.filter(flight__campaign=campaign)
        .select_related("flight")
        .prefetch_related("placements__publisher", "deals__exchange")
        .order_by("flight__starts_at", "name")
    )
    return [(line, found.get(line.id, Figures())) for line in lines]


def creative_figures(campaign: Campaign) -> list[tuple[Creative, Figures]]:
    """Each creative of a campaign with what it delivered."""
    rows = (
        LineDay.objects.filter(creative__campaign=campaign)
        .values("creative_id")
        .annotate(**_SUMS)
    )
    found = {row["creative_id"]: _figures(row) for row in rows}
    return [(each, found.get(each.id, Figures())) for each in campaign.creatives.all()]


def refused_by_reason(campaign: Campaign) -> list[tuple[str, int]]:
    """How many clicks of a campaign were not billed, by coded reason."""
    rows = (
        RefusedClickDay.objects.filter(line__flight__campaign=campaign)
        .values_list("reason")
        .annotate(total=Sum("count"))
        .order_by("-total", "reason")
    )
    return list(rows)


def refused_in_pool(first: datetime.date, last: datetime.date) -> int:
    """Clicks of lines with the pool's option that were not billed in these days."""
    rows = RefusedClickDay.objects.filter(Q(line__pool=True), day__range=(first, last))
    total: int = rows.aggregate(total=Sum("count", default=0))["total"]
    return total


def _figures(row: Mapping[str, Any]) -> Figures:
    return Figures(**{name: row[name] for name in _SUMS})


def click_outcomes(clicks: Collection[str]) -> dict[str, str]:
    """What was decided of clicks that are in the trail; "" means billed."""
    rows = ClickTrail.objects.filter(id__in=clicks).values_list("id", "reason")
    return dict(rows)


def known_lines(lines: Collection[str]) -> set[str]:
    """Which of these ids are lines of this database."""
    return set(LineItem.objects.filter(id__in=lines).values_list("id", flat=True))


@dataclass(frozen=True)
class Measured:
    """Campaigns that the lab counts, and of which of them each line is."""

    campaigns: tuple[str, ...]
    campaign_of: Mapping[str, str]


def campaigns_measured(
    now: datetime.datetime, counted_after: datetime.timedelta
) -> Measured:
    """Campaigns with the pool's option that have begun, but for those long over."""
    rows = LineItem.objects.filter(
        pool=True,
        flight__ends_at__gt=now - counted_after,
        flight__starts_at__lte=now,
    ).exclude(flight__campaign__status__in=_NEVER_LIVE)
    campaigns = set(rows.values_list("flight__campaign_id", flat=True))
    lines = LineItem.objects.filter(flight__campaign_id__in=campaigns)
    return Measured(
        tuple(sorted(campaigns)),
        dict(lines.values_list("id", "flight__campaign_id")),
    )


_NEVER_LIVE = (
    Campaign.Status.DRAFT,
    Campaign.Status.SUBMITTED,
    Campaign.Status.APPROVED,
)


def effects_told(campaign_ids: Collection[str]) -> dict[str, Effect]:
    """What was told last of the effects of these campaigns (1 query)."""
    rows = CampaignEffect.objects.filter(campaign__in=campaign_ids)
    names = Effect.__struct_fields__
    return {
        campaign: Effect(*told)
        for campaign, *told in rows.values_list("campaign_id", *names)
    }


def reach_told(campaign_ids: Collection[str]) -> dict[str, int | None]:
    """How many ids these campaigns were said to have met (1 query)."""
    rows = CampaignReach.objects.filter(campaign__in=campaign_ids)
    return dict(rows.values_list("campaign_id", "ids"))


def reach_cells(segment: str) -> dict[str, int]:
    """How many ids a segment has, rounded: in all ("") and by département."""
    rows = ReachCell.objects.filter(segment=segment)
    return dict(rows.values_list("departement", "ids"))
