"""What people decided about a line: approvals, states, dates, placements."""

import datetime
from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toile.portal.approvals.models import Approval
from toile.portal.approvals.selectors import status_of
from toile.portal.campaigns.cautions import below_floor
from toile.portal.campaigns.models import Campaign, LineItem
from toile.portal.control.why.step import Step, ok, stop, warn
from toile.portal.inventory.models import Placement


def decided(line: LineItem, now: datetime.datetime) -> Iterator[Step]:
    """Walk over them in the order in which they come about."""
    yield _film(line)
    yield _approval(line)
    yield _campaign(line)
    yield _dates(line, now)
    yield _line(line)
    yield _creatives(line)
    yield from _placements(line)


def _film(line: LineItem) -> Step:
    title, film = _("Titre du film"), line.flight.campaign.film
    found = status_of(Approval.Kind.FILM, film.id)
    if found and found.status == Approval.Status.APPROVED:
        return ok("film", title, _("Le syndicat a accordé « %s ».") % film.title)
    return stop(
        "film",
        title,
        _("Le syndicat n’a pas accordé « %s ».") % film.title,
        _("C’est à lui de répondre : relancez-le, ou le distributeur."),
    )


def _approval(line: LineItem) -> Step:
    title, campaign = _("Accord sur la campagne"), line.flight.campaign
    found = status_of(Approval.Kind.CAMPAIGN, campaign.id)
    if found and found.status == Approval.Status.APPROVED:
        return ok("approval", title, _("Le syndicat l’a accordée."))
    if found is None:
        words = _("Elle ne lui a pas encore été soumise.")
    elif found.status == Approval.Status.PENDING:
        words = _("Le syndicat ne s’est pas encore prononcé.")
    else:
        words = _("Le syndicat l’a refusée, ou sa demande est caduque.")
    return stop(
        "approval",
        title,
        words,
        _("Le distributeur la soumet, le syndicat répond : appelez qui tarde."),
        _page(campaign),
    )


def _campaign(line: LineItem) -> Step:
    title, campaign = _("État de la campagne"), line.flight.campaign
    if campaign.status == Campaign.Status.LIVE:
        return ok("campaign", title, _("Elle est en ligne."))
    return stop(
        "campaign",
        title,
        _("Elle est « %s ».") % campaign.get_status_display(),
        _("Seul le distributeur met sa campagne en ligne, depuis sa page."),
        _page(campaign),
    )


def _dates(line: LineItem, now: datetime.datetime) -> Step:
    title, flight = _("Dates de la vague"), line.flight
    if now < flight.starts_at:
        return stop(
            "dates",
            title,
            _("Elle commence le %s.") % _moment(flight.starts_at),
            _("Il n’y a qu’à attendre."),
        )
    if now >= flight.ends_at:
        return stop(
            "dates",
            title,
            _("Elle est finie depuis le %s.") % _moment(flight.ends_at),
            _("Pour continuer, le distributeur prépare une nouvelle vague."),
            _page(flight.campaign),
        )
    return ok("dates", title, _("Elle court jusqu’au %s.") % _moment(flight.ends_at))


def _line(line: LineItem) -> Step:
    title = _("État de la ligne")
    if line.status == LineItem.Status.ACTIVE:
        return ok("line", title, _("Elle est active."))
    return stop(
        "line",
        title,
        _("Elle est en pause."),
        _("Le distributeur la reprend depuis la page de sa campagne."),
        _page(line.flight.campaign),
    )


def _creatives(line: LineItem) -> Step:
    title, campaign = _("Créations"), line.flight.campaign
    active = campaign.creatives.filter(status="active").count()
    if active:
        words = ngettext("%d création active.", "%d créations actives.", active)
        return ok("creatives", title, words % active)
    return stop(
        "creatives",
        title,
        _("Aucune création n’est active."),
        _("Il en faut une au moins : le distributeur en dépose ou en reprend une."),
        _page(campaign),
    )


def _placements(line: LineItem) -> Iterator[Step]:
    title = _("Emplacements")
    chosen = list(line.placements.select_related("publisher"))
    active = [one for one in chosen if one.status == Placement.Status.ACTIVE]
    if not active:
        yield stop(
            "placements",
            title,
            _("Tous ses emplacements sont en pause.")
            if chosen
            else _("La ligne n’a aucun emplacement."),
            _("Rouvrez-en un, ou convenez d’un autre avec le distributeur."),
            reverse("inventory:list"),
        )
        return
    words = ngettext("%d est ouvert.", "%d sont ouverts.", len(active)) % len(active)
    away = len(chosen) - len(active)
    if away:
        lost = ngettext("%d autre est en pause.", "%d autres sont en pause.", away)
        yield warn(
            "placements",
            title,
            f"{words} {lost % away}",
            _("Rouvrez-les, ou convenez d’autres avec le distributeur."),
            reverse("inventory:list"),
        )
    else:
        yield ok("placements", title, words)
    yield from _floors(line, active)


def _floors(line: LineItem, active: Sequence[Placement]) -> Iterator[Step]:
    """Name each place whose floor the line does not pay (``NoBidReason.BELOW_FLOOR``).

    Nothing is served if that is so of all of them, less if it is so of some.
    """
    title = _("Prix plancher")
    dear = below_floor(active, line.price_micros)
    if not dear:
        yield ok("floor", title, _("La ligne paie celui de chaque emplacement ouvert."))
        return
    told = stop if len(dear) == len(active) else warn
    lowest = min(dear, key=lambda one: one.placement.floor_micros)
    yield told(
        "floor",
        title,
        " ".join(one.said for one in dear),
        _("Baissez le plancher, ou convenez d’un prix plus haut."),
        reverse("inventory:placement", args=[lowest.placement.id]),
    )


def _page(campaign: Campaign) -> str:
    return reverse("campaigns:detail", args=[campaign.id])


def _moment(at: datetime.datetime) -> str:
    return str(date_format(timezone.localtime(at), "j F Y, H:i"))
