"""What a distributor buys: campaign, flight, line item, creative; and its figures."""

from toile.portal.campaigns.models.campaign import Campaign, Flight
from toile.portal.campaigns.models.creative import Creative
from toile.portal.campaigns.models.figures import (
    ClickTrail,
    LineDay,
    LineExchangeDay,
    LineHour,
    LinePlaceDay,
    RefusedClickDay,
)
from toile.portal.campaigns.models.lab import CampaignEffect, CampaignReach, ReachCell
from toile.portal.campaigns.models.line import LineItem
from toile.portal.campaigns.models.master import Master, Rendition
from toile.portal.campaigns.models.shared import ReportLink

__all__ = [
    "Campaign",
    "CampaignEffect",
    "CampaignReach",
    "ClickTrail",
    "Creative",
    "Flight",
    "LineDay",
    "LineExchangeDay",
    "LineHour",
    "LineItem",
    "LinePlaceDay",
    "Master",
    "ReachCell",
    "RefusedClickDay",
    "Rendition",
    "ReportLink",
]
