"""Campaigns: listed, begun, moved on; and what they delivered."""

import datetime
from typing import Literal

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import ConfigDict, Field

from toile.portal.accounts.models import Organisation
from toile.portal.api.bearer import ApiRequest
from toile.portal.api.paging import Page, Paging, page_of
from toile.portal.api.routes import ApiRouter
from toile.portal.api.shapes import KEY_PATTERN, Given, Key, Line, Micros, Time, Told
from toile.portal.campaigns import selectors, services
from toile.portal.campaigns.models import Campaign
from toile.portal.campaigns.rules import own_campaigns, visible_campaigns
from toile.portal.campaigns.selectors import Figures
from toile.portal.films.rules import own_films
from toile.portal.tokens.scopes import Scope

Kind = Organisation.Kind
READERS = (Kind.DISTRIBUTOR, Kind.UNION, Kind.OPERATOR)
Status = Literal["draft", "submitted", "approved", "live", "paused", "ended"]

MOVES = {
    "submit": services.submit,
    "go_live": services.go_live,
    "pause": services.pause,
    "end": services.end,
}

router = ApiRouter("Campaigns")


class CampaignOut(Told):
    """What a distributor does for a film."""

    id: Key
    distributor: Key
    film: Key
    name: str
    status: str = Field(description="draft, submitted, approved, live, paused, ended.")
    created: Time


class CampaignIn(Given):
    """A campaign to be begun as a draft."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"film": "01KAEX0000000000000000000A", "name": "Sortie nationale"}
            ]
        }
    )

    film: Key = Field(description="A film of one's own catalogue.")
    name: Line = Field(min_length=1, max_length=160)


class MoveIn(Given):
    """What the campaign is to become."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"move": "submit"}]})

    move: Literal["submit", "go_live", "pause", "end"]


class CampaignsAsked(Paging):
    """Which campaigns."""

    status: Status | None = None
    film: str | None = Field(None, pattern=KEY_PATTERN)


class FiguresOut(Told):
    """What was delivered; events, each counted once."""

    impressions: int
    views: int = Field(description="Viewable impressions (IAB).")
    clicks: int
    billable_clicks: int
    spend_micros: Micros
    teaser_starts: int
    teaser_completes: int


class PartOut(Told):
    """The same for a line or a creative."""

    id: Key
    name: str
    figures: FiguresOut


class RefusedOut(Told):
    """Clicks that were not billed, for one coded reason."""

    reason: str
    count: int


class DeliveryOut(Told):
    """What a campaign delivered, in all, by line and by creative."""

    campaign: Key
    budget_micros: Micros
    total: FiguresOut
    lines: list[PartOut]
    creatives: list[PartOut]
    refused_clicks: list[RefusedOut]
    as_of: Time


@router.reads("/campaigns", Scope.CAMPAIGNS_READ, *READERS, gives=Page[CampaignOut])
def list_campaigns(
    request: ApiRequest, asked: Query[CampaignsAsked]
) -> Page[CampaignOut]:
    """List one's campaigns; union and operator see all."""
    rows = visible_campaigns(request.auth.organisation)
    return page_of(rows, asked, _write, status=asked.status, film_id=asked.film)


@router.reads(
    "/campaigns/{campaign_id}", Scope.CAMPAIGNS_READ, *READERS, gives=CampaignOut
)
def get_campaign(request: ApiRequest, campaign_id: Key) -> CampaignOut:
    """Read one campaign."""
    return _write(visible_campaign(request, campaign_id))


@router.reads(
    "/campaigns/{campaign_id}/figures",
    Scope.CAMPAIGNS_READ,
    *READERS,
    gives=DeliveryOut,
)
def get_campaign_figures(request: ApiRequest, campaign_id: Key) -> DeliveryOut:
    """Read what a campaign delivered until now."""
    campaign = visible_campaign(request, campaign_id)
    lines = selectors.line_figures(campaign)
    return DeliveryOut(
        campaign=campaign.id,
        budget_micros=sum(line.budget_micros for line, _done in lines),
        total=_figures(selectors.campaign_figures(campaign)),
        lines=[
            PartOut(id=line.id, name=line.name, figures=_figures(done))
            for line, done in lines
        ],
        creatives=[
            PartOut(id=creative.id, name=creative.name, figures=_figures(done))
            for creative, done in selectors.creative_figures(campaign)
        ],
        refused_clicks=[
            RefusedOut(reason=reason, count=count)
            for reason, count in selectors.refused_by_reason(campaign)
        ],
        as_of=datetime.datetime.now(datetime.UTC),
    )


@router.writes("/campaigns", Scope.CAMPAIGNS_WRITE, Kind.DISTRIBUTOR, gives=CampaignOut)
def add_campaign(request: ApiRequest, given: CampaignIn) -> CampaignOut:
    """Begin a campaign for a film of one's own, as a draft."""
    caller = request.auth
    film = own_films(caller.organisation).filter(id=given.film).first()
    if film is None:
        raise ValidationError(
            {"film": _("Aucun film de votre catalogue n’a ce numéro.")}
        )
    made = services.add_campaign(caller.organisation, film, given.name, caller.user)
    return _write(made)


@router.writes(
    "/campaigns/{campaign_id}/moves",
    Scope.CAMPAIGNS_WRITE,
    Kind.DISTRIBUTOR,
    gives=CampaignOut,
    status=200,
)
def move_campaign(request: ApiRequest, campaign_id: Key, given: MoveIn) -> CampaignOut:
    """Submit a campaign to the union, put it live, pause it or end it."""
    campaign = own_campaign(request, campaign_id)
    return _write(MOVES[given.move](campaign, request.auth.user))


def visible_campaign(request: ApiRequest, campaign_id: str) -> Campaign:
    """Find a campaign that the caller may look at, or 404."""
    rows = visible_campaigns(request.auth.organisation)
    return get_object_or_404(rows, id=campaign_id)


def own_campaign(request: ApiRequest, campaign_id: str) -> Campaign:
    """Find a campaign that the caller may change, or 404."""
    return get_object_or_404(own_campaigns(request.auth.organisation), id=campaign_id)


def _write(campaign: Campaign) -> CampaignOut:
    return CampaignOut(
        id=campaign.id,
        distributor=campaign.distributor_id,
        film=campaign.film_id,
        name=campaign.name,
        status=campaign.status,
        created=campaign.created,
    )


def _figures(done: Figures) -> FiguresOut:
    return FiguresOut(**vars(done))
