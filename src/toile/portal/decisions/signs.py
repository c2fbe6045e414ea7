"""Signs that a site does not report as it should, from its daily figures.

They are questions, not proofs: a person of the union looks and decides.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Max, Q, Sum
from django.utils.translation import gettext_lazy as _

from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.cinemas.models import Site, SiteDay
from toile.portal.decisions.models import SiteVerdict

WINDOW_DAYS = 30
SILENT_DAYS = 14
# Under so many answers, nobody refusing may well be chance; so many visits without a
# single answer are not.
MANY_ANSWERS = 200
MANY_VISITS = 200
# How long signs that somebody has looked at stay quiet.
QUIET_DAYS = 30


class SiteSign(StrEnum):
    """What can be strange about a site."""

    SILENT = "silent"
    ALL_YES = "all_yes"
    NO_CHOICE = "no_choice"


SIGNS: dict[SiteSign, Any] = {
    SiteSign.SILENT: _(
        "Aucune visite depuis 14 jours ou plus : le pixel a sans doute disparu du site."
    ),
    SiteSign.ALL_YES: _(
        "Sur 30 jours, tout le monde a accepté et personne n’a refusé : le refus "
        "est-il vraiment proposé ?"
    ),
    SiteSign.NO_CHOICE: _(
        "Sur 30 jours, des visites sont comptées mais aucun choix n’est enregistré : "
        "le bandeau de consentement est-il bien là ?"
    ),
}


@dataclass(frozen=True)
class Watched:
    """A site to look at: why, and since when."""

    site: Site
    signs: tuple[SiteSign, ...]
    since: datetime.date

    @property
    def words(self) -> list[str]:
        """The signs in words."""
        return [str(SIGNS[sign]) for sign in self.signs]


def watched_sites(today: datetime.date) -> list[Watched]:
    """Active sites of members that show a sign nobody has looked at (5 queries)."""
    members = cinemas_in_force(today)
    days = _days(today)
    quiet = _quiet(today)
    sites = Site.objects.filter(
        status=Site.Status.ACTIVE, cinema__in=list(members)
    ).select_related("cinema__organisation")
    found = []
    for site in sites:
        seen = days.get(site.id, {})
        since = members[site.cinema_id].starts_on
        signs = _signs(seen, since, today)
        new = tuple(sign for sign in signs if sign not in quiet[site.id])
        if new:
            found.append(Watched(site, new, _since(new, seen, since, today)))
    return sorted(found, key=lambda one: (one.since, one.site.id))


def signs_of(site: Site, today: datetime.date) -> tuple[SiteSign, ...]:
    """The signs that one site shows, looked at or not."""
    agreement = cinemas_in_force(today).get(site.cinema_id)
    if agreement is None:
        return ()
    return _signs(_days(today, site).get(site.id, {}), agreement.starts_on, today)


def _signs(
    seen: dict[str, Any], member_since: datetime.date, today: datetime.date
) -> tuple[SiteSign, ...]:
    signs = []
    quiet_since = max(seen.get("last") or member_since, member_since)
    if (today - quiet_since).days >= SILENT_DAYS:
        signs.append(SiteSign.SILENT)
    yes, no = seen.get("yes", 0), seen.get("no", 0)
    if yes >= MANY_ANSWERS and no == 0:
        signs.append(SiteSign.ALL_YES)
    if seen.get("total", 0) >= MANY_VISITS and yes + no == 0:
        signs.append(SiteSign.NO_CHOICE)
    return tuple(signs)


def _since(
    signs: tuple[SiteSign, ...],
    seen: dict[str, Any],
    member_since: datetime.date,
    today: datetime.date,
) -> datetime.date:
    if SiteSign.SILENT in signs:
        last = max(seen.get("last") or member_since, member_since)
        return last + datetime.timedelta(days=SILENT_DAYS)
    return today


def _days(today: datetime.date, site: Site | None = None) -> dict[str, dict[str, Any]]:
    first = today - datetime.timedelta(days=WINDOW_DAYS - 1)
    rows = SiteDay.objects.filter(day__gte=first)
    if site is not None:
        rows = rows.filter(site=site)
    summed = rows.values("site_id").annotate(
        total=Sum("visits"),
        yes=Sum("consents"),
        no=Sum("refusals"),
        last=Max("day", filter=Q(visits__gt=0)),
    )
    return {row["site_id"]: dict(row) for row in summed}


def _quiet(today: datetime.date) -> defaultdict[str, set[str]]:
    first = today - datetime.timedelta(days=QUIET_DAYS)
    quiet: defaultdict[str, set[str]] = defaultdict(set)
    for site, signs in SiteVerdict.objects.filter(at__date__gte=first).values_list(
        "site_id", "signs"
    ):
        quiet[site].update(signs)
    return quiet
