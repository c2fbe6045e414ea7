"""A new draft from a campaign: its lines, places and creatives, for new dates."""

import datetime
from typing import TypeVar

from django.db import transaction

from toile.portal.accounts.keys import new_key
from toile.portal.accounts.models import User
from toile.portal.campaigns.models import Campaign, Creative, Flight, LineItem
from toile.portal.campaigns.services.campaigns import note
from toile.portal.campaigns.services.drafting import begin
from toile.wire.clock import PARIS

Row = TypeVar("Row", Flight, LineItem, Creative)


@transaction.atomic
def duplicate(
    campaign: Campaign,
    name: str,
    first: datetime.date,
    key: str,
    by: User | None = None,
) -> Campaign:
    """Copy a campaign as a draft whose first day is ``first``; nothing of its figures.

    Creatives are copied without their files: the same content has the same name.
    """
    if known := Campaign.objects.filter(
        pk=key, distributor_id=campaign.distributor_id
    ).first():
        return known
    copy = begin(campaign.distributor, campaign.film, name, key, by)
    _copy_options(campaign, copy)
    flights = list(campaign.flights.all())
    if flights:
        moved = first - min(flight.first_day for flight in flights)
        for flight in flights:
            _copy_flight(flight, copy, moved)
    for creative in campaign.creatives.filter(status=Creative.Status.ACTIVE):
        _renew(creative, campaign=copy)
    note("campaign.duplicated", copy, by, of=campaign.id)
    return copy


def _copy_options(campaign: Campaign, copy: Campaign) -> None:
    kept = {"id", "distributor", "film", "name", "status", "created"}
    names = [
        field.name
        for field in Campaign._meta.concrete_fields  # noqa: SLF001 - Django's documented way
        if field.name not in kept
    ]
    for name in names:
        setattr(copy, name, getattr(campaign, name))
    copy.save()


def _copy_flight(flight: Flight, copy: Campaign, moved: datetime.timedelta) -> None:
    lines = list(flight.lines.all())
    made = _renew(
        flight,
        campaign=copy,
        # By the calendar of Paris: a day is not always 24 hours.
        starts_at=_later(flight.starts_at, moved),
        ends_at=_later(flight.ends_at, moved),
    )
    for line in lines:
        placements, deals = list(line.placements.all()), list(line.deals.all())
        copied = _renew(line, flight=made, status=LineItem.Status.ACTIVE)
        copied.placements.set(placements)
        copied.deals.set(deals)


def _later(moment: datetime.datetime, moved: datetime.timedelta) -> datetime.datetime:
    local = moment.astimezone(PARIS)
    return datetime.datetime.combine(local.date() + moved, local.time(), PARIS)


def _renew(row: Row, **changed: object) -> Row:
    """Save a row once more, under a new key."""
    row.pk = new_key()
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row
