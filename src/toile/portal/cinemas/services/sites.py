"""Changes to the sites of cinemas: added, corrected, paused, resumed."""

import datetime
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.cinemas.models import Cinema, Site

LONGEST_PAUSE_DAYS = 366


@transaction.atomic
def add_site(
    cinema: Cinema,
    name: str,
    origins: Iterable[str],
    by: User | None = None,
    **fields: object,
) -> Site:
    """Give a cinema a site with a pixel key of its own."""
    site = Site(cinema=cinema, name=name, origins=list(origins), **fields)
    site.full_clean()
    site.save(force_insert=True)
    details = {"name": name, "cinema": cinema.id, "origins": site.origins}
    _note("site.added", site, by, details)
    return site


@transaction.atomic
def change_site(site: Site, by: User | None = None, **fields: object) -> Site:
    """Correct a site; what stays the same leaves no trace."""
    changed = {
        name: value for name, value in fields.items() if getattr(site, name) != value
    }
    if not changed:
        return site
    for name, value in changed.items():
        setattr(site, name, value)
    site.full_clean()
    site.save(update_fields=list(changed))
    details = {"name": site.name, "changed": sorted(changed), "origins": site.origins}
    _note("site.changed", site, by, details)
    return site


@transaction.atomic
def set_site_status(
    site: Site,
    status: str,
    by: User | None = None,
    *,
    reason: str = "",
    by_check: bool = False,
) -> Site:
    """Let a site report, or stop it; ``reason`` is why it is suspended."""
    suspended = status == Site.Status.SUSPENDED
    site.status = status
    site.paused_until, site.pause_reason = None, ""
    site.suspension_reason = reason.strip() if suspended else ""
    site.suspended_by_check = suspended and by_check
    site.full_clean()
    site.save(
        update_fields=[
            "status",
            "paused_until",
            "pause_reason",
            "suspension_reason",
            "suspended_by_check",
        ]
    )
    _note(f"site.{status}", site, by, {"name": site.name})
    return site


@transaction.atomic
def pause_sites(
    cinema: Cinema,
    reason: str,
    today: datetime.date,
    until: datetime.date | None = None,
    by: User | None = None,
) -> list[Site]:
    """Stop the collection of a cinema's sites until a day, or until it says so.

    A site that the union suspended stays suspended.
    """
    if until is not None and until <= today:
        raise ValidationError(
            {"until": _("La reprise est un jour à venir : choisissez demain ou après.")}
        )
    if until is not None and (until - today).days > LONGEST_PAUSE_DAYS:
        raise ValidationError(
            {"until": _("Une pause dure un an au plus : laissez vide, ou quittez.")}
        )
    sites = list(cinema.sites.select_for_update().exclude(status=Site.Status.SUSPENDED))
    for site in sites:
        site.status = Site.Status.PAUSED
        site.paused_until, site.pause_reason = until, reason.strip()
        site.full_clean()
        site.save(update_fields=["status", "paused_until", "pause_reason"])
        details = {
            "name": site.name,
            "reason": site.pause_reason,
            "until": until.isoformat() if until else "",
        }
        _note("site.paused", site, by, details)
    return sites


@transaction.atomic
def resume_sites(cinema: Cinema, by: User | None = None) -> list[Site]:
    """Let the paused sites of a cinema report again."""
    paused = cinema.sites.select_for_update().filter(status=Site.Status.PAUSED)
    return [set_site_status(site, Site.Status.ACTIVE, by) for site in paused]


def _note(
    action: str, site: Site, by: User | None, details: Mapping[str, object]
) -> None:
    record(
        action,
        "site",
        site.id,
        actor=by,
        organisation=site.cinema.organisation,
        details=dict(details),
    )
