"""The cinemas of the pool, how each stands, and choosing some of them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from toile.portal.agreements.models import Agreement
from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.approvals.selectors import approved_ids
from toile.portal.cinemas.models import Cinema, Site, SiteDay

SILENT_DAYS = 14

ACTIVE, SILENT, PAUSED, SUSPENDED, WAITING, LEFT = (
    "active",
    "silent",
    "paused",
    "suspended",
    "waiting",
    "left",
)
STATES: dict[str, Any] = {
    ACTIVE: _("actif"),
    SILENT: _("pixel muet"),
    PAUSED: _("en pause"),
    SUSPENDED: _("suspendu"),
    WAITING: _("en attente"),
    LEFT: _("parti"),
}
# Those under an agreement that the union has approved.
MEMBER_STATES = (ACTIVE, SILENT, PAUSED, SUSPENDED)
DEFINITIONS: dict[str, Any] = {
    ACTIVE: _("convention en vigueur, une visite comptée au moins depuis 14 jours"),
    SILENT: _("convention en vigueur, plus aucune visite comptée depuis 14 jours"),
    PAUSED: _("tous ses sites sont en pause, ou il n’en a inscrit aucun"),
    SUSPENDED: _("le syndicat a suspendu ses sites"),
    WAITING: _("l’accord du syndicat ou la convention manque encore"),
    LEFT: _("sa convention a pris fin"),
}


@dataclass(frozen=True)
class Choice:
    """Which members are meant; what is empty narrows nothing."""

    departements: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    cinemas: tuple[str, ...] = ()


def with_states(today: datetime.date) -> QuerySet[Cinema]:
    """Every cinema with its ``state`` on a day (2 queries, then one for the rows)."""
    under = set(cinemas_in_force(today))
    members = under & approved_ids("cinema")
    once = Agreement.objects.filter(
        cinema=OuterRef("pk"), starts_on__lte=today, stage=Agreement.Stage.SIGNED
    )
    sites = Site.objects.filter(cinema=OuterRef("pk"))
    rests = Q(status=Site.Status.PAUSED) & (
        Q(paused_until__isnull=True) | Q(paused_until__gt=today)
    )
    reporting = sites.exclude(rests).exclude(status=Site.Status.SUSPENDED)
    seen = SiteDay.objects.filter(
        site__cinema=OuterRef("pk"),
        day__gt=today - datetime.timedelta(days=SILENT_DAYS),
        visits__gt=0,
    )
    ended = Exists(once) & ~Q(pk__in=under)
    return Cinema.objects.select_related("organisation").annotate(
        state=Case(
            When(ended, Value(LEFT)),
            When(~Q(pk__in=members), Value(WAITING)),
            When(
                ~Exists(reporting) & Exists(sites.filter(status=Site.Status.SUSPENDED)),
                Value(SUSPENDED),
            ),
            When(~Exists(reporting), Value(PAUSED)),
            When(~Exists(seen), Value(SILENT)),
            default=Value(ACTIVE),
            output_field=CharField(),
        )
    )


def members(today: datetime.date) -> QuerySet[Cinema]:
    """Cinemas under an agreement in force that the union has approved."""
    stands = Q(("state__in", MEMBER_STATES))
    return with_states(today).filter(stands)


def chosen_members(choice: Choice, today: datetime.date) -> QuerySet[Cinema]:
    """The members that a choice means."""
    found = members(today)
    narrowing = {
        "departement__in": choice.departements,
        "category__in": choice.categories,
        "state__in": choice.states,
        "pk__in": choice.cinemas,
    }
    return found.filter(**{name: some for name, some in narrowing.items() if some})


def state_label(code: str) -> str:
    """Say how a cinema stands."""
    return str(STATES.get(code, code))


def known_categories() -> Iterable[str]:
    """The categories that cinemas have, in order."""
    rows = Cinema.objects.exclude(category="").order_by("category")
    return rows.values_list("category", flat=True).distinct()
