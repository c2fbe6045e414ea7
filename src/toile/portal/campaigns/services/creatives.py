"""Taking in a creative: its files are checked, kept, then named by a row."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from toile.portal.accounts.models import User
from toile.portal.campaigns.models import Campaign, Creative
from toile.portal.campaigns.services.campaigns import hold, hold_draft, note
from toile.portal.campaigns.uploads.posters import check_poster
from toile.portal.campaigns.uploads.store import keep
from toile.portal.campaigns.uploads.teasers import check_teaser


def add_creative(
    campaign: Campaign,
    name: str,
    poster: bytes,
    teaser: bytes | None = None,
    by: User | None = None,
) -> Creative:
    """Check the files of a creative for what they really are, and keep them.

    Raises ``ValidationError`` keyed by ``poster`` and ``teaser``, all faults at once.
    """
    with transaction.atomic():
        hold_draft(campaign)
    faults: dict[str, ValidationError] = {}
    creative = Creative(
        campaign=campaign,
        name=name,
        kind=Creative.Kind.TEASER if teaser else Creative.Kind.POSTER,
    )
    try:
        image = check_poster(poster)
        creative.poster_mime, creative.poster_bytes = image.mime, image.size_bytes
        creative.poster_width, creative.poster_height = image.width, image.height
        creative.poster_file = image.file
    except ValidationError as error:
        faults["poster"] = error
    if teaser:
        try:
            video = check_teaser(teaser)
            creative.teaser_mime, creative.teaser_bytes = video.mime, video.size_bytes
            creative.teaser_width, creative.teaser_height = video.width, video.height
            creative.teaser_file = video.file
            creative.teaser_duration_ms = video.duration_ms
        except ValidationError as error:
            faults["teaser"] = error
    if faults:
        raise ValidationError(faults)
    return _save_creative(creative, poster, teaser, by)


@transaction.atomic
def adjust_creative(
    creative: Creative, *, status: str, weight: int, by: User | None = None
) -> Creative:
    """Show a creative more or less often, or not at all.

    At any time: what the union judged stays as it is, only how often it shows changes.
    """
    hold(creative.campaign)
    creative.status, creative.weight = status, weight
    creative.full_clean()
    others = creative.campaign.creatives.filter(status=Creative.Status.ACTIVE)
    running = creative.campaign.status in (Campaign.Status.LIVE, Campaign.Status.PAUSED)
    if (
        running
        and status != Creative.Status.ACTIVE
        and not others.exclude(pk=creative.pk).exists()
    ):
        raise ValidationError(
            _(
                "C’est la seule création active : mettez plutôt la campagne en pause, "
                "ou activez-en une autre d’abord."
            )
        )
    creative.save(update_fields=["status", "weight"])
    note(
        "creative.changed",
        creative.campaign,
        by,
        creative=creative.id,
        status=status,
        weight=weight,
    )
    return creative


@transaction.atomic
def remove_creative(creative: Creative, by: User | None = None) -> None:
    """Take a creative out of a draft."""
    hold_draft(creative.campaign)
    note("creative.removed", creative.campaign, by, creative=creative.id)
    creative.delete()


def _save_creative(
    creative: Creative, poster: bytes, teaser: bytes | None, by: User | None
) -> Creative:
    creative.full_clean()
    # Files first: a row must never name a file that is not there. A file without a
    # row is harmless, and the same upload later finds it in place.
    keep(creative.poster_file, poster)
    if teaser:
        keep(creative.teaser_file, teaser)
    with transaction.atomic():
        # Checking the files took a while: the union may have been asked since.
        hold_draft(creative.campaign)
        creative.save(force_insert=True)
        note("creative.added", creative.campaign, by, creative=creative.id)
    return creative
