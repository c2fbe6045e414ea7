"""A film title: who made it, who brings it, and what its distributor asked before."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from toile.portal.approvals.models import Approval
from toile.portal.campaigns.models import Creative
from toile.portal.films.models import Film

_SHOWN = 5


@dataclass(frozen=True)
class FilmDossier:
    """All that the union reads of a film before it says yes."""

    film: Film
    poster: Creative | None
    history: Counter[str]
    earlier: list[Approval]
    same_page: list[Film]

    @property
    def judged(self) -> list[Any]:
        """What a yes is about."""
        one = self.film
        return [one.title, one.allocine_id, one.director, one.year, one.rating]

    @property
    def approved(self) -> int:
        """Requests of this distributor that got a yes."""
        return self.history[Approval.Status.APPROVED]

    @property
    def refused(self) -> int:
        """Requests of this distributor that got a no."""
        return self.history[Approval.Status.REFUSED]


def film_dossier(approval: Approval) -> FilmDossier | None:
    """Gather what is known of the film and its distributor (4 queries)."""
    found = Film.objects.select_related("distributor")
    film = found.filter(pk=approval.subject_id).first()
    if film is None:
        return None
    earlier = list(
        Approval.objects.filter(organisation=film.distributor, kind=Approval.Kind.FILM)
        .filter(decided_at__isnull=False)
        .exclude(pk=approval.pk)
        .order_by("-decided_at")
    )
    others = Film.objects.filter(allocine_id=film.allocine_id).exclude(pk=film.pk)
    return FilmDossier(
        film=film,
        poster=Creative.objects.filter(campaign__film=film).order_by("pk").first(),
        history=Counter(one.status for one in earlier),
        earlier=earlier[:_SHOWN],
        same_page=list(others.select_related("distributor")[:_SHOWN]),
    )
