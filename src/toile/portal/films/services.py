"""Changes to films."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Organisation, User
from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.audit.services import record
from toile.portal.films.models import Film

# What the union's yes is about: the title, and the page that every click leads to.
JUDGED = frozenset({"title", "allocine_id"})


@transaction.atomic
def add_film(
    distributor: Organisation, by: User | None = None, **fields: object
) -> Film:
    """Register a film and ask the union to approve its title.

    A form that is sent twice names the same ``id`` twice: the film is given back.
    """
    film = Film(distributor=distributor, **fields)
    known = Film.objects.filter(pk=film.pk, distributor=distributor).first()
    if known is not None:
        return known
    _number_is_free(film)
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
    ask_union(film, by)
    return film


@transaction.atomic
def change_film(film: Film, by: User | None = None, **fields: object) -> Film:
    """Change a film; another title or another page is for the union to judge again."""
    before = Film.objects.select_for_update().get(pk=film.pk)
    changed = {name for name, value in fields.items() if value != getattr(before, name)}
    if not changed:
        return film
    for name, value in fields.items():
        setattr(film, name, value)
    _number_is_free(film)
    film.full_clean()
    film.save()
    record(
        "film.changed",
        "film",
        film.id,
        actor=by,
        organisation=film.distributor,
        details={"name": film.title, "changed": sorted(changed)},
    )
    if JUDGED & changed:
        ask_union(film, by)
    return film


def _number_is_free(film: Film) -> None:
    """Refuse a second film of one Allociné page, beside the field that names it."""
    same = Film.objects.filter(
        distributor=film.distributor, allocine_id=film.allocine_id
    ).exclude(pk=film.pk)
    if other := same.first():
        raise ValidationError(
            {
                "allocine_id": ValidationError(
                    _("Cette page est déjà celle de « %(title)s », à votre catalogue."),
                    params={"title": other.title},
                )
            }
        )


def ask_union(film: Film, by: User | None = None) -> Approval:
    """Ask the union about a film as it is now; what it said before no longer counts."""
    return approvals.ask_again(
        Approval.Kind.FILM,
        film.id,
        film.title,
        film.distributor,
        by,
        facts=[
            ("Réalisation", film.director or "–"),
            ("Année", str(film.year or "–")),
            ("Visa", film.visa or "–"),
            ("Classification", film.get_rating_display()),
            ("Allociné", film.allocine_url),
        ],
    )
