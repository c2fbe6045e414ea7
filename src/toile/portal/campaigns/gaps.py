"""What a draft lacks before the union can judge it, and at which step it is given."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toile.portal.campaigns.models import Campaign, Creative, Flight, LineItem
from toile.portal.campaigns.terms import LEAST_BUDGET_MICROS
from toile.portal.ui.templatetags.figures import euros


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: the wizard's step, and the sentence."""

    step: str
    said: str


def gaps(campaign: Campaign, now: datetime.datetime) -> list[Gap]:
    """Tell all that is missing, in the order of the steps (4 queries)."""
    flights = list(campaign.flights.all())
    lines = list(
        LineItem.objects.filter(flight__campaign=campaign).prefetch_related(
            "placements"
        )
    )
    found = [*_of_dates(flights, now), *_of_lines(lines)]
    active = campaign.creatives.filter(status=Creative.Status.ACTIVE)
    if not active.exists():
        found.append(
            Gap("creatives", _("Déposez au moins une création (affiche ou teaser)."))
        )
    return sorted(found, key=lambda gap: STEPS.index(gap.step))


# The steps that a gap may name, as ``wizard.steps`` has them.
STEPS = ("dates", "criteria", "sites", "creatives", "budget")


def _of_dates(flights: list[Flight], now: datetime.datetime) -> list[Gap]:
    if not flights:
        return [Gap("dates", _("Donnez les dates de la campagne."))]
    if all(flight.ends_at <= now for flight in flights):
        return [Gap("dates", _("Les dates sont passées : choisissez-en de nouvelles."))]
    return []


def _of_lines(lines: list[LineItem]) -> list[Gap]:
    if not lines:
        return [Gap("criteria", _("Dites à qui la campagne s’adresse."))]
    found = []
    if any(not line.placements.all() for line in lines):
        found.append(Gap("sites", _("Choisissez au moins un emplacement.")))
    if any(line.budget_micros < LEAST_BUDGET_MICROS for line in lines):
        found.append(
            Gap(
                "budget",
                _("Donnez un budget de %(least)s au moins.")
                % {"least": euros(LEAST_BUDGET_MICROS)},
            )
        )
    if any(line.price_micros <= 0 for line in lines):
        found.append(Gap("budget", _("Donnez un prix pour mille impressions.")))
    return found
