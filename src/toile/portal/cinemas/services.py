"""Changes to cinemas and sites, and the figures the worker adds."""

import datetime
from collections.abc import Iterable

from django.db import transaction

from toile.portal.accounts.models import Organisation, User
from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.audit.services import record
from toile.portal.cinemas.models import Cinema, Site, SiteDay


@transaction.atomic
def add_cinema(
    organisation: Organisation, by: User | None = None, **fields: object
) -> Cinema:
    """Register a cinema and ask the union to approve it."""
    cinema = Cinema(organisation=organisation, **fields)
    cinema.full_clean()
    cinema.save(force_insert=True)
    record(
        "cinema.added",
        "cinema",
        cinema.id,
        actor=by,
        organisation=organisation,
        details={"name": str(cinema)},
    )
    approvals.request(
        Approval.Kind.CINEMA,
        cinema.id,
        str(cinema),
        organisation,
        by,
        facts=[
            ("Commune", f"{cinema.postal_code} {cinema.commune}".strip()),
            ("Numéro CNC", cinema.cnc_number or "–"),
            ("Écrans", str(cinema.screens)),
            ("Catégorie Art et Essai", cinema.category or "–"),
        ],
    )
    return cinema


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
    record(
        "site.added",
        "site",
        site.id,
        actor=by,
        organisation=cinema.organisation,
        details={"name": name, "cinema": cinema.id, "origins": site.origins},
    )
    return site


@transaction.atomic
def set_site_status(site: Site, status: str, by: User | None = None) -> Site:
    """Let a site report, or stop it."""
    site.status = status
    site.full_clean()
    site.save(update_fields=["status"])
    record(
        f"site.{status}",
        "site",
        site.id,
        actor=by,
        organisation=site.cinema.organisation,
        details={"name": site.name},
    )
    return site


def put_site_figures(site_id: str, day: datetime.date, **figures: int) -> None:
    """Set some of a day's figures of a site; the worker holds the sums."""
    SiteDay.objects.update_or_create(site_id=site_id, day=day, defaults=figures)
