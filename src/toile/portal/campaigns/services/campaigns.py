"""Changes to campaigns: what is asked, decided, put live, stopped."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Organisation, User
from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.approvals.selectors import approved_ids
from toile.portal.audit.services import record
from toile.portal.campaigns.gaps import gaps
from toile.portal.campaigns.models import Campaign, Flight, LineItem
from toile.portal.films.models import Film
from toile.portal.inventory.models import Deal, Placement

Status = Campaign.Status

_MOVES: dict[str, tuple[str, ...]] = {
    Status.SUBMITTED: (Status.DRAFT,),
    Status.APPROVED: (Status.SUBMITTED,),
    Status.DRAFT: (Status.SUBMITTED,),
    Status.LIVE: (Status.APPROVED, Status.SUBMITTED, Status.PAUSED),
    Status.PAUSED: (Status.LIVE,),
    Status.ENDED: (Status.LIVE, Status.PAUSED, Status.APPROVED),
}


@transaction.atomic
def add_campaign(
    distributor: Organisation,
    film: Film,
    name: str,
    by: User | None = None,
    **fields: object,
) -> Campaign:
    """Begin a campaign as a draft; ``fields`` are others of its own."""
    campaign = Campaign(distributor=distributor, film=film, name=name, **fields)
    campaign.full_clean()
    campaign.save(force_insert=True)
    note("campaign.added", campaign, by)
    return campaign


@transaction.atomic
def set_holdout(campaign: Campaign, percent: int, by: User | None = None) -> Campaign:
    """Decide which part of the pool a draft is held back from, 0 to 50 per cent."""
    hold_draft(campaign)
    campaign.holdout_percent = percent
    campaign.full_clean()
    campaign.save(update_fields=["holdout_percent"])
    note("campaign.holdout_set", campaign, by, percent=percent)
    return campaign


@transaction.atomic
def add_flight(
    campaign: Campaign,
    name: str,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    by: User | None = None,
) -> Flight:
    """Give a campaign a stretch of time."""
    hold_draft(campaign)
    flight = Flight(campaign=campaign, name=name, starts_at=starts_at, ends_at=ends_at)
    flight.full_clean()
    flight.save(force_insert=True)
    note("flight.added", campaign, by, flight=flight.id)
    return flight


@transaction.atomic
def add_line(
    flight: Flight,
    name: str,
    placements: Iterable[Placement],
    by: User | None = None,
    deals: Iterable[Deal] = (),
    **fields: object,
) -> LineItem:
    """Give a flight a line item on the chosen placements."""
    hold_draft(flight.campaign)
    line = LineItem(flight=flight, name=name, **fields)
    line.full_clean()
    line.save(force_insert=True)
    line.placements.set(placements)
    line.deals.set(deals)
    note("line.added", flight.campaign, by, line=line.id, pool=line.pool)
    return line


@transaction.atomic
def set_near_you(campaign: Campaign, wanted: bool, by: User | None = None) -> Campaign:
    """Let a draft's ads name the cinemas near by that play the film, or not."""
    hold_draft(campaign)
    if campaign.near_you != wanted:
        campaign.near_you = wanted
        campaign.save(update_fields=["near_you"])
        note("campaign.near_you", campaign, by, wanted=wanted)
    return campaign


@transaction.atomic
def submit(campaign: Campaign, by: User | None = None) -> Campaign:
    """Ask the union to approve a campaign that is ready to be judged."""
    # What is asked of the union is what it finds: nothing slips in meanwhile.
    hold(campaign)
    faults = missing(campaign)
    if faults:
        raise ValidationError(faults)
    _move(campaign, Status.SUBMITTED, by)
    lines = LineItem.objects.filter(flight__campaign=campaign)
    approvals.request(
        Approval.Kind.CAMPAIGN,
        campaign.id,
        campaign.name,
        campaign.distributor,
        by,
        facts=[
            ("Film", campaign.film.title),
            ("Vagues", ", ".join(_dates(flight) for flight in campaign.flights.all())),
            (
                "Option Salles Art et Essai",
                "oui" if any(line.pool for line in lines) else "non",
            ),
            ("Groupe témoin", f"{campaign.holdout_percent} %"),
            (
                "Option À voir près de chez vous",
                "oui" if campaign.near_you else "non",
            ),
            ("Créations", ", ".join(c.name for c in campaign.creatives.all())),
        ],
    )
    return campaign


def missing(campaign: Campaign) -> list[str]:
    """Tell what a campaign lacks before the union can judge it."""
    return [gap.said for gap in gaps(campaign, timezone.now())]


@transaction.atomic
def go_live(campaign: Campaign, by: User | None = None) -> Campaign:
    """Put a campaign live; the union must have approved its film and itself."""
    faults = []
    if campaign.film_id not in approved_ids(Approval.Kind.FILM):
        faults.append(_("Le syndicat n’a pas encore accordé le titre du film."))
    if campaign.id not in approved_ids(Approval.Kind.CAMPAIGN):
        faults.append(_("Le syndicat n’a pas encore accordé la campagne."))
    if faults:
        raise ValidationError(faults)
    return _move(campaign, Status.LIVE, by)


def pause(campaign: Campaign, by: User | None = None) -> Campaign:
    """Stop serving a campaign for the time being."""
    return _move(campaign, Status.PAUSED, by)


def end(campaign: Campaign, by: User | None = None) -> Campaign:
    """Stop a campaign for good."""
    return _move(campaign, Status.ENDED, by)


def hold(campaign: Campaign) -> Campaign:
    """Read a campaign as it is now; others wait to change it until this is done."""
    return Campaign.objects.select_for_update().get(pk=campaign.pk)


def hold_draft(campaign: Campaign) -> None:
    """Refuse a change of what the union has, and keep it from being asked meanwhile."""
    must_be_draft(hold(campaign))


def must_be_draft(campaign: Campaign) -> None:
    """Refuse a change of what the union has before it, or has approved (rule 5)."""
    if campaign.status != Status.DRAFT:
        raise ValidationError(
            _(
                "Le syndicat décide d’une campagne telle qu’elle lui est soumise : "
                "seule une campagne en brouillon se modifie."
            )
        )


def note_decision(approval: Approval, by: User) -> None:
    """Move a campaign as the union decided: approved, or back to its draft."""
    campaign = Campaign.objects.filter(id=approval.subject_id).first()
    if campaign is None or campaign.status != Status.SUBMITTED:
        return
    yes = approval.status == Approval.Status.APPROVED
    _move(campaign, Status.APPROVED if yes else Status.DRAFT, by)


@transaction.atomic
def _move(campaign: Campaign, status: Campaign.Status, by: User | None) -> Campaign:
    present = hold(campaign)
    if present.status not in _MOVES[status]:
        raise ValidationError(
            _("Une campagne « %(present)s » ne peut pas devenir « %(wanted)s »."),
            params={"present": present.get_status_display(), "wanted": status.label},
        )
    campaign.status = status
    campaign.save(update_fields=["status"])
    note(f"campaign.{status}", campaign, by)
    return campaign


def note(action: str, campaign: Campaign, by: User | None, **details: object) -> None:
    record(
        action,
        "campaign",
        campaign.id,
        actor=by,
        organisation=campaign.distributor,
        details={"name": campaign.name, **details},
    )


def _dates(flight: Flight) -> str:
    return f"{flight.name} ({flight.first_day:%d/%m/%Y} – {flight.last_day:%d/%m/%Y})"
