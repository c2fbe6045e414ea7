"""Taking in a creative: its files are checked, kept, then named by a row."""

from django.core.exceptions import ValidationError
from django.db import transaction

from toile.portal.accounts.models import User
from toile.portal.campaigns.models import Campaign, Creative
from toile.portal.campaigns.services.campaigns import hold_draft, note
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
