"""Creatives: uploaded in one form, and their files read back."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File, Form, Query
from ninja.files import UploadedFile
from pydantic import Field

from toile.portal.accounts.models import Organisation
from toile.portal.api.bearer import FILES, ApiRequest
from toile.portal.api.paging import Page, Paging, page_of
from toile.portal.api.routes import ApiRouter
from toile.portal.api.shapes import Key, Told
from toile.portal.campaigns import services
from toile.portal.campaigns.api.campaigns import (
    READERS,
    own_campaign,
    visible_campaign,
)
from toile.portal.campaigns.forms import CreativeForm
from toile.portal.campaigns.models import Creative
from toile.portal.campaigns.rules import visible_campaigns
from toile.portal.campaigns.uploads.ranges import send
from toile.portal.campaigns.uploads.store import find
from toile.portal.tokens.scopes import Scope

router = ApiRouter("Campaigns")


class FileOut(Told):
    """A file as it was uploaded; it never changes."""

    media_type: str
    width: int
    height: int
    size_bytes: int
    duration_ms: int | None = Field(description="Of a teaser.")


class CreativeOut(Told):
    """A poster, or a teaser with the poster that stands before it."""

    id: Key
    campaign: Key
    kind: str = Field(description="poster or teaser.")
    name: str
    status: str = Field(description="active or paused.")
    poster: FileOut
    teaser: FileOut | None


@router.reads(
    "/campaigns/{campaign_id}/creatives",
    Scope.CAMPAIGNS_READ,
    *READERS,
    gives=Page[CreativeOut],
)
def list_creatives(
    request: ApiRequest, campaign_id: Key, asked: Query[Paging]
) -> Page[CreativeOut]:
    """List a campaign's creatives."""
    campaign = visible_campaign(request, campaign_id)
    return page_of(campaign.creatives.all(), asked, _creative)


@router.writes(
    "/campaigns/{campaign_id}/creatives",
    Scope.CAMPAIGNS_WRITE,
    Organisation.Kind.DISTRIBUTOR,
    gives=CreativeOut,
    takes=FILES,
)
def add_creative(
    request: ApiRequest,
    campaign_id: Key,
    name: Form[str],
    poster: File[UploadedFile],
    teaser: File[UploadedFile | None] = None,
) -> CreativeOut:
    """Upload a poster (150 kB), and perhaps a teaser (3.8 MB, 60 s)."""
    campaign = own_campaign(request, campaign_id)
    form = CreativeForm({"name": name}, request.FILES)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    made = services.add_creative(
        campaign,
        form.cleaned_data["name"],
        form.cleaned_data["poster"].read(),
        teaser.read() if teaser else None,
        request.auth.user,
    )
    return _creative(made)


@router.reads(
    "/creatives/{creative_id}/poster",
    Scope.CAMPAIGNS_READ,
    *READERS,
    gives=None,
    files=("image/jpeg", "image/png", "image/webp"),
)
def get_poster(request: ApiRequest, creative_id: Key) -> HttpResponse:
    """Read a creative's poster, as it was uploaded."""
    creative = _visible(request, creative_id)
    return _file(creative.poster_file, creative.poster_mime)


@router.reads(
    "/creatives/{creative_id}/teaser",
    Scope.CAMPAIGNS_READ,
    *READERS,
    gives=None,
    files=("video/mp4", "video/webm"),
)
def get_teaser(request: ApiRequest, creative_id: Key) -> HttpResponse:
    """Read a creative's teaser, as it was uploaded; 404 if it has none."""
    creative = _visible(request, creative_id)
    return _file(creative.teaser_file, creative.teaser_mime)


def _visible(request: ApiRequest, creative_id: str) -> Creative:
    campaigns = visible_campaigns(request.auth.organisation)
    return get_object_or_404(Creative, id=creative_id, campaign__in=campaigns)


def _file(name: str, media_type: str) -> HttpResponse:
    file = find(name)
    if file is None:
        raise Http404
    return send(file, media_type, "")


def _creative(creative: Creative) -> CreativeOut:
    teaser = None
    if creative.kind == Creative.Kind.TEASER:
        teaser = FileOut(
            media_type=creative.teaser_mime,
            width=creative.teaser_width or 0,
            height=creative.teaser_height or 0,
            size_bytes=creative.teaser_bytes or 0,
            duration_ms=creative.teaser_duration_ms,
        )
    return CreativeOut(
        id=creative.id,
        campaign=creative.campaign_id,
        kind=creative.kind,
        name=creative.name,
        status=creative.status,
        poster=FileOut(
            media_type=creative.poster_mime,
            width=creative.poster_width,
            height=creative.poster_height,
            size_bytes=creative.poster_bytes,
            duration_ms=None,
        ),
        teaser=teaser,
    )
