"""A campaign: whom it addresses, where, when, for how much, and how it will look."""

from dataclasses import dataclass
from typing import Any

from toile.portal.approvals.models import Approval
from toile.portal.approvals.selectors import status_of
from toile.portal.campaigns.criteria import describe, describe_buying
from toile.portal.campaigns.models import Campaign, Creative, LineItem
from toile.portal.campaigns.selectors import campaigns_with_figures
from toile.portal.inventory.models import Placement

_EARLIER = 5


@dataclass(frozen=True)
class CampaignDossier:
    """All that the union reads of a campaign before it says yes."""

    campaign: Campaign
    lines: list[tuple[LineItem, list[tuple[str, str]]]]
    creatives: list[Creative]
    film_approval: Approval | None
    earlier: list[Campaign]

    @property
    def judged(self) -> list[Any]:
        """What a yes is about; nothing of it changes while the union has it."""
        return [
            self.campaign.status,
            [(line.pk, line.budget_micros, found) for line, found in self.lines],
            [one.pk for one in self.creatives],
        ]

    @property
    def budget_micros(self) -> int:
        """What the lines may cost in all."""
        return sum(line.budget_micros for line, _found in self.lines)

    @property
    def formats(self) -> set[str]:
        """The forms in which the creatives will stand on pages."""
        return {
            place.format
            for line, _found in self.lines
            for place in line.placements.all()
        }

    @property
    def as_insert(self) -> bool:
        """Tell whether it will stand in an insert."""
        return Placement.Format.INSERT in self.formats

    @property
    def as_popup(self) -> bool:
        """Tell whether it will stand in a pop-up."""
        return Placement.Format.POPUP in self.formats


def campaign_dossier(approval: Approval) -> CampaignDossier | None:
    """Gather what is known of the campaign (8 queries)."""
    found = Campaign.objects.select_related("film", "distributor")
    campaign = found.filter(pk=approval.subject_id).first()
    if campaign is None:
        return None
    lines = (
        LineItem.objects.filter(flight__campaign=campaign)
        .select_related("flight")
        .prefetch_related("placements__publisher", "deals__exchange")
        .order_by("flight__starts_at", "name")
    )
    earlier = Campaign.objects.filter(distributor=campaign.distributor)
    earlier = earlier.exclude(pk=campaign.pk).exclude(status=Campaign.Status.DRAFT)
    return CampaignDossier(
        campaign=campaign,
        lines=[(line, describe(line) + describe_buying(line)) for line in lines],
        creatives=list(campaign.creatives.all()),
        film_approval=status_of(Approval.Kind.FILM, campaign.film_id),
        earlier=list(
            campaigns_with_figures(
                Campaign.objects.filter(
                    pk__in=list(
                        earlier.order_by("-created").values_list("pk", flat=True)[
                            :_EARLIER
                        ]
                    )
                )
            ).order_by("-created")
        ),
    )
