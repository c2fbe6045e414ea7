"""Writes one campaign of the demo world, from draft to live or to the union's queue."""

import datetime
from collections.abc import Mapping

import msgspec
from django.utils import timezone

from toile.ops.demo.world import Campaign as CampaignFacts
from toile.ops.demo.world.load import FOLDER
from toile.ops.demo.world.records import LineFacts
from toile.portal.accounts.models import Organisation, User
from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import Campaign, Flight
from toile.portal.films.models import Film
from toile.portal.inventory.models import Placement
from toile.wire import money
from toile.wire.targeting import AgeRange

ARTWORK = FOLDER.parent / "artwork"


class Buyer(msgspec.Struct, frozen=True):
    """Who buys, who does it for them, and who decides for the union."""

    distributor: Organisation
    by: User
    union: User


def fill_campaign(
    facts: CampaignFacts,
    film: Film,
    buyer: Buyer,
    placements: Mapping[str, Placement],
    now: datetime.datetime,
) -> Campaign:
    """Write a campaign; one of the same name is taken up where it was left."""
    campaign = Campaign.objects.filter(
        distributor=buyer.distributor, name=facts.name
    ).first() or campaigns.add_campaign(
        buyer.distributor,
        film,
        facts.name,
        buyer.by,
        holdout_percent=facts.holdout_percent,
        created=timezone.now(),
    )
    if campaign.status == Campaign.Status.DRAFT:
        _fill_flight(campaign, facts, buyer.by, placements, now)
        _fill_creatives(campaign, facts, buyer.by)
        campaigns.set_near_you(campaign, facts.near_you, buyer.by)
        campaigns.submit(campaign, buyer.by)
        if facts.approved:
            _go_live(campaign, buyer)
    return campaign


def _fill_flight(
    campaign: Campaign,
    facts: CampaignFacts,
    by: User,
    placements: Mapping[str, Placement],
    now: datetime.datetime,
) -> None:
    flight = campaign.flights.first() or campaigns.add_flight(
        campaign,
        "Sortie",
        now + datetime.timedelta(days=facts.starts_in_days),
        now + datetime.timedelta(days=facts.ends_in_days),
        by,
    )
    for line in facts.lines:
        if not flight.lines.filter(name=line.name).exists():
            _add_line(flight, line, by, placements)


def _add_line(
    flight: Flight, line: LineFacts, by: User, placements: Mapping[str, Placement]
) -> None:
    ages = [AgeRange(youngest, oldest) for youngest, oldest in line.ages]
    campaigns.add_line(
        flight,
        line.name,
        [placements[key] for key in line.placements],
        by,
        pool=line.pool,
        budget_micros=money.from_euros(line.budget_euros),
        price_micros=money.from_euros(line.cpm_euros),
        geography=msgspec.to_builtins(line.places),
        ages=msgspec.to_builtins(ages),
        genders=list(line.genders),
        interests=list(line.interests),
        cap_impressions=line.cap_impressions,
        cap_days=line.cap_days,
    )


def _fill_creatives(campaign: Campaign, facts: CampaignFacts, by: User) -> None:
    for creative in facts.creatives:
        if campaign.creatives.filter(name=creative.name).exists():
            continue
        poster = (ARTWORK / creative.poster).read_bytes()
        teaser = (ARTWORK / creative.teaser).read_bytes() if creative.teaser else None
        campaigns.add_creative(campaign, creative.name, poster, teaser, by)


def _go_live(campaign: Campaign, buyer: Buyer) -> None:
    pending = Approval.objects.get(
        kind=Approval.Kind.CAMPAIGN,
        subject_id=campaign.id,
        status=Approval.Status.PENDING,
    )
    approvals.approve(pending.id, buyer.union, "Conforme à la convention.")
    campaign.refresh_from_db()
    campaigns.go_live(campaign, buyer.by)
