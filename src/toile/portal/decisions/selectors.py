"""The queue: what waits for the union, the oldest first, of every kind."""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation
from toile.portal.approvals.models import Approval, Comment
from toile.portal.cinemas.models import Site
from toile.portal.decisions.models import SiteVerdict
from toile.portal.decisions.signs import watched_sites
from toile.wire.calendar import midnight

SITE = "site"
KINDS: dict[str, Any] = {
    Approval.Kind.CINEMA: _("Cinémas"),
    Approval.Kind.FILM: _("Films"),
    Approval.Kind.CAMPAIGN: _("Campagnes"),
    SITE: _("Sites"),
}
_KIND_WORDS = {**dict(Approval.Kind.choices), SITE: _("site")}

NEW, ASKED, ANSWERED, SUSPENDED = "pending", "waiting", "answered", "suspended"
STATES: dict[str, Any] = {
    NEW: _("à décider"),
    ASKED: _("question posée"),
    ANSWERED: _("réponse reçue"),
    SUSPENDED: _("suspendu"),
}


@dataclass(frozen=True)
class Waiting:
    """One thing to decide, as the queue lists it."""

    kind: str
    key: str
    name: str
    asker: str
    asker_id: str
    since: datetime.datetime
    state: str

    @property
    def url(self) -> str:
        """Its own page."""
        page = "decisions:site" if self.kind == SITE else "decisions:request"
        return reverse(page, args=[self.key])

    @property
    def kind_words(self) -> str:
        """What it is."""
        return str(_KIND_WORDS[self.kind])

    @property
    def state_words(self) -> str:
        """How it stands."""
        return str(STATES[self.state])


def queue(today: datetime.date, kind: str = "") -> list[Waiting]:
    """All that waits, or one kind of it, the oldest first."""
    found: list[Waiting] = []
    if kind != SITE:
        found += _requests(kind)
    if kind in {"", SITE}:
        found += _sites(today)
    return sorted(found, key=lambda one: (one.since, one.key))


def counts(waiting: list[Waiting]) -> dict[str, int]:
    """How many of each kind wait."""
    counted = Counter(one.kind for one in waiting)
    return {kind: counted[kind] for kind in KINDS}


def next_url(after: Approval | None, kind: str = "") -> str | None:
    """Where the next request is: the oldest one, which nobody has asked about."""
    rows = _pending(kind)
    if after is not None:
        rows = rows.exclude(pk=after.pk)
    for row in rows:
        if _state(row) != ASKED:
            return reverse("decisions:request", args=[row.pk])
    return None


def known_distributors() -> set[str]:
    """Ids of the distributors of whom the union has approved a film before."""
    yes = Approval.objects.filter(
        kind=Approval.Kind.FILM, status=Approval.Status.APPROVED
    )
    return set(yes.values_list("organisation_id", flat=True))


def decided() -> QuerySet[Approval]:
    """The union's answers, the newest first."""
    return (
        Approval.objects.filter(decided_at__isnull=False)
        .select_related("organisation", "decided_by")
        .order_by("-decided_at")
    )


def verdicts_of(site: Site) -> QuerySet[SiteVerdict]:
    """What was decided about a site, the newest first."""
    return site.verdicts.select_related("by")


def _pending(kind: str) -> QuerySet[Approval]:
    said = Comment.objects.filter(approval=OuterRef("pk")).order_by("-at", "-pk")
    rows = Approval.objects.filter(status=Approval.Status.PENDING)
    if kind:
        rows = rows.filter(kind=kind)
    return (
        rows.select_related("organisation")
        .annotate(last_word=Subquery(said.values("organisation__kind")[:1]))
        .order_by("requested_at", "id")
    )


def _state(row: Approval) -> str:
    last_word: str | None = getattr(row, "last_word", None)
    if last_word is None:
        return NEW
    return ASKED if last_word == Organisation.Kind.UNION else ANSWERED


def _requests(kind: str) -> list[Waiting]:
    return [
        Waiting(
            kind=row.kind,
            key=row.pk,
            name=row.subject_name,
            asker=row.organisation.name,
            asker_id=row.organisation_id,
            since=row.requested_at,
            state=_state(row),
        )
        for row in _pending(kind)
    ]


def _sites(today: datetime.date) -> list[Waiting]:
    newest = SiteVerdict.objects.filter(site=OuterRef("pk")).order_by("-at", "-pk")
    suspended = (
        Site.objects.filter(status=Site.Status.SUSPENDED)
        .select_related("cinema__organisation")
        .annotate(decided_at=Subquery(newest.values("at")[:1]))
    )
    found = [
        _site(one, one.decided_at or timezone.now(), SUSPENDED) for one in suspended
    ]
    for one in watched_sites(today):
        since = midnight(one.since)
        found.append(_site(one.site, since, NEW))
    return found


def _site(site: Site, since: datetime.datetime, state: str) -> Waiting:
    return Waiting(
        kind=SITE,
        key=site.pk,
        name=f"{site.name} – {site.cinema}",
        asker=site.cinema.organisation.name,
        asker_id=site.cinema.organisation_id,
        since=since,
        state=state,
    )
