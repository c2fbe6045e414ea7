"""Changes to films."""

from django.db import transaction

from toile.portal.accounts.models import Organisation, User
from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.audit.services import record
from toile.portal.films.models import Film


@transaction.atomic
def add_film(
    distributor: Organisation, by: User | None = None, **fields: object
) -> Film:
    """Register a film and ask the union to approve its title."""
    film = Film(distributor=distributor, **fields)
    film.full_clean()
    film.save(force_insert=True)
    record(
        "film.added",
        "film",
        film.id,
        actor=by,
        organisation=distributor,
        details={"name": film.title},
    )
    approvals.request(
        Approval.Kind.FILM,
        film.id,
        film.title,
        distributor,
        by,
        facts=[
            ("Réalisation", film.director or "–"),
            ("Année", str(film.year or "–")),
            ("Classification", film.get_rating_display()),
            ("Allociné", film.allocine_url),
        ],
    )
    return film
