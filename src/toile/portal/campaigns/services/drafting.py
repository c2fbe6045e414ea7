"""Building a campaign step by step: each step is kept as soon as it is given.

A draft's rows are the draft: what is not there yet is what is still to be given.
"""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Organisation, User
from toile.portal.approvals.models import Approval
from toile.portal.approvals.selectors import status_of
from toile.portal.campaigns.models import Campaign, Flight, LineItem
from toile.portal.campaigns.services.campaigns import add_campaign, hold_draft, note
from toile.portal.films.models import Film
from toile.portal.inventory.models import Deal, Placement
from toile.wire.calendar import midnight


@transaction.atomic
def begin(
    distributor: Organisation, film: Film, name: str, key: str, by: User | None = None
) -> Campaign:
    """Begin a draft; a form that is sent twice (one ``key``) begins one."""
    known = Campaign.objects.filter(pk=key, distributor=distributor).first()
    if known is not None:
        return known
    return add_campaign(distributor, film, name, by, id=key)


@transaction.atomic
def set_film(
    campaign: Campaign, film: Film, name: str, by: User | None = None
) -> Campaign:
    """Give a draft another film or another name."""
    hold_draft(campaign)
    campaign.film, campaign.name = film, name
    campaign.full_clean()
    campaign.save(update_fields=["film", "name"])
    note("campaign.changed", campaign, by, film=film.id)
    return campaign


@transaction.atomic
def set_dates(
    campaign: Campaign,
    first: datetime.date,
    last: datetime.date,
    by: User | None = None,
    flight: Flight | None = None,
) -> Flight:
    """Let a flight run from the first day to the last, both whole, in Paris."""
    hold_draft(campaign)
    made = flight is None
    flight = flight or Flight(campaign=campaign, name=_("Sortie"))
    flight.starts_at = midnight(first)
    flight.ends_at = midnight(last + datetime.timedelta(days=1))
    if flight.ends_at <= flight.starts_at:
        raise ValidationError({"last": _("La fin vient avant le début.")})
    flight.full_clean()
    flight.save(force_insert=made)
    if made:
        note("flight.added", campaign, by, flight=flight.id)
    else:
        note("flight.changed", campaign, by, flight=flight.id)
    return flight


@transaction.atomic
def set_criteria(
    flight: Flight,
    by: User | None = None,
    line: LineItem | None = None,
    deals: Iterable[Deal] | None = None,
    **criteria: object,
) -> LineItem:
    """Say whom a line addresses; the first time, that makes the line.

    Without ``deals`` those that it has are left.
    """
    hold_draft(flight.campaign)
    made = line is None
    line = line or LineItem(
        flight=flight, name=_("Ligne principale"), budget_micros=0, price_micros=0
    )
    for name, value in criteria.items():
        setattr(line, name, value)
    line.full_clean()
    line.save(force_insert=made)
    if deals is not None:
        line.deals.set(deals)
    _note_line(line, by, made=made)
    return line


@transaction.atomic
def set_sites(
    line: LineItem, placements: Iterable[Placement], by: User | None = None
) -> LineItem:
    """Choose the places where a line may show."""
    hold_draft(line.flight.campaign)
    line.placements.set(placements)
    _note_line(line, by)
    return line


@transaction.atomic
def set_budget(
    line: LineItem, budget_micros: int, price_micros: int, by: User | None = None
) -> LineItem:
    """Say what a line may cost, and for how much."""
    hold_draft(line.flight.campaign)
    line.budget_micros, line.price_micros = budget_micros, price_micros
    line.full_clean()
    line.save(update_fields=["budget_micros", "price_micros"])
    _note_line(line, by)
    return line


@transaction.atomic
def abandon(campaign: Campaign, by: User | None = None) -> None:
    """Delete a draft that the union has never been asked about."""
    hold_draft(campaign)
    if status_of(Approval.Kind.CAMPAIGN, campaign.id):
        raise ValidationError(
            _(
                "Cette campagne a déjà été soumise au syndicat : elle reste, avec vos "
                "échanges."
            )
        )
    note("campaign.abandoned", campaign, by)
    campaign.delete()


def _note_line(line: LineItem, by: User | None, *, made: bool = False) -> None:
    if made:
        note("line.added", line.flight.campaign, by, line=line.id, pool=line.pool)
    else:
        note("line.changed", line.flight.campaign, by, line=line.id)
