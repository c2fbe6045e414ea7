"""Reading checks: of one site, of all members, and whose turn it is."""

import datetime
from collections.abc import Sequence

from django.db.models import F, Max, OuterRef, QuerySet, Subquery

from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.approvals.selectors import approved_ids
from toile.portal.cinemas.models import Cinema, Site
from toile.portal.sitechecks.models import SiteCheck

WEEK = datetime.timedelta(days=7)
# A site that could not be looked at is tried again the next day.
AFTER_A_FAILURE = datetime.timedelta(days=1)


def checks_of(cinema: Cinema) -> QuerySet[SiteCheck]:
    """The checks of a cinema's sites, the newest first."""
    found = SiteCheck.objects.filter(site__cinema=cinema)
    return found.select_related("site", "by").prefetch_related("pictures")


def newest_of(sites: Sequence[Site]) -> dict[str, SiteCheck]:
    """The newest check of each of these sites (1 query)."""
    newest = SiteCheck.objects.filter(site=OuterRef("site")).order_by("-at", "-id")
    found = SiteCheck.objects.filter(
        site__in=sites, id=Subquery(newest.values("id")[:1])
    )
    return {one.site_id: one for one in found}


def looked_after(today: datetime.date) -> QuerySet[Site]:
    """Sites that are checked each week: members', suspended ones too, no paused one.

    Each has ``last_at``, when it was last checked or tried.
    """
    members = set(cinemas_in_force(today)) & approved_ids("cinema")
    return (
        Site.objects.filter(cinema_id__in=members)
        .exclude(status=Site.Status.PAUSED)
        .annotate(last_at=Max("checks__at"))
    )


def due(now: datetime.datetime, today: datetime.date) -> list[Site]:
    """Sites whose turn it is, those that waited longest first, no more than a share.

    A thousandth of all at a time, asked every ten minutes, spreads them over a week.
    """
    sites = looked_after(today)
    share = 1 + sites.count() // 1_000
    newest = SiteCheck.objects.filter(site=OuterRef("pk")).order_by("-at", "-id")
    waiting = sites.annotate(last_result=Subquery(newest.values("result")[:1]))
    found: list[Site] = []
    for site in waiting.order_by(F("last_at").asc(nulls_first=True), "id"):
        last_at, last_result = vars(site)["last_at"], vars(site)["last_result"]
        failed = last_result == SiteCheck.Result.UNKNOWN
        pause = AFTER_A_FAILURE if failed else WEEK
        if last_at is None or last_at <= now - pause:
            found.append(site)
        if len(found) == share:
            break
    return found


def all_sites(today: datetime.date) -> QuerySet[Site]:
    """Every site of a member with its newest check, for the union's list."""
    newest = SiteCheck.objects.filter(site=OuterRef("pk")).order_by("-at", "-id")
    return (
        looked_after(today)
        .select_related("cinema")
        .annotate(
            check_id=Subquery(newest.values("id")[:1]),
            check_result=Subquery(newest.values("result")[:1]),
            check_tool=Subquery(newest.values("tool")[:1]),
        )
    )
