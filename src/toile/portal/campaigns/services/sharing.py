"""Sharing a report: links for those without an account, made, revoked, opened."""

import datetime
import hashlib
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.campaigns.models import Campaign, ReportLink

MOST_LINKS = 50
# The first answer of a form sent twice is seen by nobody: the second's link counts.
_SENT_TWICE = datetime.timedelta(minutes=2)
# When a link was opened is told to the tenth minute: looking writes no row each time.
_OPENED_EVERY = datetime.timedelta(minutes=10)


def digest_of(token: str) -> str:
    """Hash a token: 256 random bits need no slow hash (RFC 6750 §5.2)."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_link(
    campaign: Campaign,
    label: str,
    days: int | None,
    with_money: bool,
    key: str,
    by: User,
) -> tuple[ReportLink, str]:
    """Make a link; gives its token too, which nobody can read again afterwards.

    ``days`` is how long it opens, ``None`` for ever. The same ``key`` makes one link:
    a second token replaces a first that was never used.
    """
    now, token = timezone.now(), secrets.token_urlsafe(32)
    known = ReportLink.objects.select_for_update().filter(pk=key).first()
    if known is not None:
        _sent_twice(known, campaign, now)
        known.digest = digest_of(token)
        known.save(update_fields=["digest"])
        return known, token
    if campaign.links.filter(revoked_at=None).count() >= MOST_LINKS:
        raise ValidationError(
            _("Il y a déjà %d liens ouverts : révoquez ceux qui ne servent plus.")
            % MOST_LINKS
        )
    link = ReportLink(
        pk=key,
        campaign=campaign,
        label=label,
        digest=digest_of(token),
        with_money=with_money,
        made_at=now,
        made_by=by,
        expires_at=None if days is None else now + datetime.timedelta(days=days),
    )
    link.full_clean()
    link.save(force_insert=True)
    _note("report_link.made", link, by, days=days, with_money=with_money)
    return link, token


@transaction.atomic
def revoke_link(link: ReportLink, by: User) -> None:
    """Close a link at once; a second time changes nothing."""
    present = ReportLink.objects.select_for_update().get(pk=link.pk)
    if present.revoked_at is None:
        present.revoked_at = timezone.now()
        present.save(update_fields=["revoked_at"])
        _note("report_link.revoked", present, by)


@transaction.atomic
def note_opening(link: ReportLink) -> None:
    """Remember that a link was opened; the first time is in the trail."""
    now = timezone.now()
    if link.opened_at is not None and now - link.opened_at < _OPENED_EVERY:
        return
    before = ReportLink.objects.select_for_update().get(pk=link.pk).opened_at
    ReportLink.objects.filter(pk=link.pk).update(opened_at=now)
    if before is None:
        _note("report_link.opened", link, None)


def _sent_twice(link: ReportLink, campaign: Campaign, now: datetime.datetime) -> None:
    fresh = now - link.made_at < _SENT_TWICE and link.opened_at is None
    if link.campaign_id != campaign.id or not fresh or link.revoked_at is not None:
        raise ValidationError(
            _("Cette page a déjà servi : rechargez-la pour créer un autre lien.")
        )


def _note(deed: str, link: ReportLink, by: User | None, **details: Any) -> None:  # noqa: ANN401 - JSON
    record(
        deed,
        "campaign",
        link.campaign_id,
        actor=by,
        organisation=link.campaign.distributor,
        details={"link": link.id, "label": link.label, **details},
    )
