"""The films shown to the pool's audience, and the clicks that each brought a cinema."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max, Min, QuerySet

from toile.lab import shown
from toile.ledger.chart import distributor_receivable
from toile.portal.campaigns.models import Campaign, Creative, LineDay
from toile.portal.cinemas.models import Cinema
from toile.portal.payouts.dashboards.period import Period
from toile.portal.payouts.selectors import clicks_by_campaign
from toile.wire.ids import Ulid

MOST = 60


@dataclass(frozen=True)
class ShownFilm:
    """A campaign with the pool's option that was served in the period.

    ``clicks`` are the billed ones in which the cinema had a share: ``None`` below
    the smallest cell of the rules in force.
    """

    campaign: Campaign
    first: datetime.date
    last: datetime.date
    clicks: int | None
    poster: str

    @property
    def title(self) -> str:
        """The film."""
        return self.campaign.film.title

    @property
    def distributor(self) -> str:
        """Who advertises it."""
        return self.campaign.distributor.name

    @property
    def name(self) -> str:
        """The campaign."""
        return self.campaign.name


def films_shown(cinema: Cinema, period: Period, least: int) -> Sequence[ShownFilm]:
    """List what was shown to the pool's audience, the latest first (4 queries)."""
    days = _served(period)
    campaigns = Campaign.objects.select_related("film", "distributor").in_bulk(days)
    clicks = clicks_by_campaign(cinema, period.first, period.last)
    posters = _posters(campaigns)
    found = [
        ShownFilm(
            campaign,
            *days[key],
            clicks=shown(clicks[distributor_receivable(Ulid(key))], least),
            poster=posters.get(key, ""),
        )
        for key, campaign in campaigns.items()
    ]
    return sorted(found, key=lambda one: (one.last, one.first), reverse=True)[:MOST]


def shown_creatives() -> QuerySet[Creative]:
    """Creatives whose poster cinemas may see: those of campaigns that were served."""
    return Creative.objects.filter(
        campaign__flights__lines__pool=True,
        campaign__status__in=[
            Campaign.Status.LIVE,
            Campaign.Status.PAUSED,
            Campaign.Status.ENDED,
        ],
    ).distinct()


def _served(period: Period) -> dict[str, tuple[datetime.date, datetime.date]]:
    rows = (
        LineDay.objects.filter(
            day__range=(period.first, period.last),
            line__pool=True,
            impressions__gt=0,
        )
        .values_list("line__flight__campaign_id")
        .annotate(Min("day"), Max("day"))
    )
    return {key: (first, last) for key, first, last in rows}


def _posters(campaigns: Mapping[str, Campaign]) -> dict[str, str]:
    rows = Creative.objects.filter(campaign__in=campaigns).order_by("-name")
    return dict(rows.values_list("campaign_id", "id"))
