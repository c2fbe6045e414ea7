"""What people decided about a line: approvals, states, dates, placements."""

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toile.portal.approvals.models import Approval
from toile.portal.approvals.selectors import status_of
from toile.portal.campaigns.models import Campaign, LineItem
from toile.portal.control.why.step import Step, ok, stop, warn
from toile.portal.inventory.models import Placement
from toile.portal.ui.templatetags.figures import euros


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
    paying = [one for one in active if line.price_micros >= one.floor_micros]
    if not paying:
        least = min(one.floor_micros for one in active)
        yield stop(
            "floor",
            _("Prix plancher"),
            _("La ligne paie %(price)s les 1000, le plus bas plancher est %(floor)s.")
            % {"price": euros(line.price_micros), "floor": euros(least)},
            _("Baissez le plancher, ou convenez d’un prix plus haut."),
            reverse("inventory:placement", args=[active[0].id]),
        )
        return
    words = ngettext("%d est ouvert.", "%d sont ouverts.", len(paying)) % len(paying)
    if len(paying) == len(chosen):
        yield ok("placements", title, words)
        return
    away = len(chosen) - len(paying)
    lost = ngettext(
        "%d autre est en pause ou au-dessus de son prix.",
        "%d autres sont en pause ou au-dessus de son prix.",
        away,
    )
    yield warn(
        "placements",
        title,
        f"{words} {lost % away}",
        _("Rouvrez-les, ou revoyez leur plancher."),
        reverse("inventory:list"),
    )


def _page(campaign: Campaign) -> str:
    return reverse("campaigns:detail", args=[campaign.id])


def _moment(at: datetime.datetime) -> str:
    return str(date_format(timezone.localtime(at), "j F Y, H:i"))
