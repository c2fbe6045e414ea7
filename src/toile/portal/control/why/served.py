"""What the machines do with a line: plan, edge, budget, pace, crowd, requests."""

import datetime
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from toile.ads.delivery import pacing
from toile.ads.delivery.counters import Delivered
from toile.portal.campaigns.models import LineItem
from toile.portal.campaigns.selectors import reach_cells
from toile.portal.control.edge import EdgeSilentError, read_edge
from toile.portal.control.plan import published
from toile.portal.control.why.step import Step, ok, stop, warn
from toile.portal.control.why.trials import ALONE, Trial, delivered_of, trials
from toile.portal.inventory.selectors import supply_by_day
from toile.portal.ui.templatetags.figures import count, euros
from toile.wire.audience import AEA
from toile.wire.clock import from_datetime, paris_date
from toile.wire.plan import AdsPlan, Line

_DAYS = 7


def served(line: LineItem, now: datetime.datetime) -> Iterator[Step | list[Trial]]:
    """Walk over them; the trials come last, as a list."""
    plan = published(settings.TOILE)
    wanted = (
        next((one for one in plan.lines if one.id == line.id), None) if plan else None
    )
    if plan is None or wanted is None:
        yield stop(
            "plan",
            _("Plan publié"),
            _("La ligne n’est pas dans le plan que l’edge suit."),
            _(
                "Le programme « toile worker » publie le plan chaque seconde : voyez "
                "s’il tourne, et son journal."
            ),
            reverse("upkeep:overview"),
        )
        return
    yield ok("plan", _("Plan publié"), _("Version %s, la ligne y est.") % plan.version)
    yield _edge(plan)
    delivered = delivered_of([line.id])[line.id]
    yield from _money(line, wanted, delivered, now)
    size = _crowd_size()
    if wanted.targeting.segments:
        yield _crowd(size, plan.smallest_segment)
    if wanted.targeting.geography and settings.TOILE.geography is None:
        yield stop(
            "geography",
            _("Géographie"),
            _("La ligne vise des lieux, et cette installation n’en connaît aucun."),
            _("Donnez une base de villes (TOILE_GEOGRAPHY), puis redémarrez l’edge."),
        )
    yield _requests(line, now)
    yield from _limits(wanted)
    yield trials(plan, wanted, now, targetable=size >= plan.smallest_segment)


def _edge(plan: AdsPlan) -> Step:
    title, room = _("Edge"), reverse("control:room")
    try:
        edge = read_edge(settings.TOILE)
    except EdgeSilentError as error:
        return stop(
            "edge",
            title,
            _("L’edge ne répond pas (%s).") % error,
            _("Démarrez « toile edge » : rien n’est servi sans lui."),
            room,
        )
    if edge.unready:
        return stop("edge", title, edge.unready, _("Corrigez ce qu’il dit."), room)
    if edge.plans.get("ads", 0) < plan.version:
        return warn(
            "edge",
            title,
            _("L’edge en est à la version %(there)s du plan, la %(new)s est publiée.")
            % {"there": edge.plans.get("ads", 0), "new": plan.version},
            _("Attendez une seconde ; si cela dure, regardez le journal de l’edge."),
            room,
        )
    return ok("edge", title, _("Il répond, et suit ce plan."))


def _money(
    line: LineItem, wanted: Line, delivered: Delivered, now: datetime.datetime
) -> Iterator[Step]:
    budget = _("Budget")
    if pacing.exhausted(wanted, delivered, 0, ALONE):
        yield stop(
            "budget",
            budget,
            _("Les %s sont dépensés.") % euros(line.budget_micros),
            _("Pour continuer, le distributeur prépare une suite à sa campagne."),
            reverse("campaigns:detail", args=[line.flight.campaign_id]),
        )
        return
    left = line.budget_micros - delivered.spent
    yield ok("budget", budget, _("Il reste %s.") % euros(left))
    allowed = pacing.allowance(wanted, delivered, 0, ALONE, from_datetime(now))
    if allowed <= 0:
        yield warn(
            "pace",
            _("Rythme"),
            _("La ligne est en avance : elle attend que le temps la rattrape."),
            _("Il n’y a rien à faire : le budget se dépense régulièrement."),
        )
    else:
        words = _("Elle peut encore servir %s impressions tout de suite.")
        yield ok("pace", _("Rythme"), words % count(allowed))


def _crowd(size: int, least: int) -> Step:
    title = _("Salles Art et Essai")
    if size < least:
        return stop(
            "crowd",
            title,
            _("Le pool compte moins de %d personnes : il ne peut pas être visé.")
            % least,
            _(
                "Il grandit avec les cinémas membres ; une ligne sans l’option serait "
                "servie dès maintenant."
            ),
        )
    return ok(
        "crowd", title, _("Environ %s personnes peuvent être visées.") % count(size)
    )


def _requests(line: LineItem, now: datetime.datetime) -> Step:
    title = _("Demandes des pages")
    last = paris_date(from_datetime(now))
    first = last - datetime.timedelta(days=_DAYS - 1)
    places = [place.id for place in line.placements.all()]
    found = supply_by_day(places, first, last)
    asked = sum(day.requests for day in found.values())
    if not asked:
        return stop(
            "requests",
            title,
            _(
                "Aucune page n’a demandé de publicité sur ses emplacements depuis sept "
                "jours."
            ),
            _(
                "Vérifiez avec le support que les lignes sont collées, et l’adresse de "
                "ses pages."
            ),
            reverse("inventory:placement", args=[places[0]]) if places else "",
        )
    if line.pool and not sum(day.members for day in found.values()):
        return stop(
            "requests",
            title,
            _("%s demandes en sept jours, aucune d’une personne du pool.")
            % count(asked),
            _(
                "Les lecteurs de ces sites ne vont pas dans les salles membres : "
                "choisissez d’autres sites, ou une ligne sans l’option."
            ),
        )
    return ok("requests", title, _("%s en sept jours.") % count(asked))


def _limits(wanted: Line) -> Iterator[Step]:
    if wanted.cap is not None:
        yield ok(
            "cap",
            _("Répétition"),
            _(
                "%(times)d fois au plus en %(days)d jours : qui l’a assez vue ne la "
                "voit plus."
            )
            % {"times": wanted.cap.impressions, "days": wanted.cap.days},
        )
    if wanted.holdout:
        yield ok(
            "holdout",
            _("Groupe témoin"),
            _("%d %% des personnes du pool ne la voient pas, pour mesurer son effet.")
            % wanted.holdout,
        )


def _crowd_size() -> int:
    # Crowds under the smallest segment have no cell.
    return reach_cells(AEA).get("", 0)
