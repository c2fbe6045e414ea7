"""Which film of the catalogue is meant: judged at each import, decided by people."""

import datetime
import hashlib
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.films.models import Film
from toile.portal.showtimes.matching.catalogue import Catalogue, Entry, Verdict
from toile.portal.showtimes.matching.likeness import Likeness
from toile.portal.showtimes.matching.names import people_of, title_key
from toile.portal.showtimes.models import FilmMatch
from toile.portal.showtimes.services.switch import note_change
from toile.portal.showtimes.source import Showing

Status = FilmMatch.Status

_ROWS_AT_ONCE = 500


def key_of(showing: Showing) -> str:
    """Name the film of a record: tills number films each in their own way."""
    people = sorted("".join(sorted(person)) for person in people_of(showing.director))
    named = "\n".join([title_key(showing.title), *people])
    return hashlib.sha256(named.encode()).hexdigest()


def take_films(
    showings: Iterable[Showing], now: datetime.datetime
) -> dict[str, FilmMatch]:
    """Take in the films that the records name; give all of them by their key."""
    named = {key_of(showing): showing for showing in showings}
    held = {match.key: match for match in FilmMatch.objects.all()}
    new = [
        FilmMatch(key=key, title=one.title, director=one.director, seen_at=now)
        for key, one in named.items()
        if key not in held
    ]
    FilmMatch.objects.bulk_create(new, _ROWS_AT_ONCE)
    seen = [held[key].id for key in named if key in held]
    for start in range(0, len(seen), _ROWS_AT_ONCE):
        part = seen[start : start + _ROWS_AT_ONCE]
        FilmMatch.objects.filter(id__in=part).update(seen_at=now)
    return held | {match.key: match for match in new}


@transaction.atomic
def judge_all() -> None:
    """Judge anew every film on which no person has decided."""
    films = Film.objects.values_list("id", "allocine_id", "title", "director", "year")
    catalogue = Catalogue(Entry(*row) for row in films)
    open_ones = FilmMatch.objects.select_for_update().filter(decided_at=None)
    changed = [
        match
        for match in open_ones
        if _take_verdict(match, catalogue.find(match.title, match.director))
    ]
    FilmMatch.objects.bulk_update(
        changed, ["film", "status", "likeness"], _ROWS_AT_ONCE
    )
    if changed:
        note_change()


@transaction.atomic
def confirm(match: FilmMatch, film: Film, by: User) -> FilmMatch:
    """Say that the programme means this film."""
    if not film.pk:
        raise ValidationError({"film": _("Choisissez un film du catalogue.")})
    match.film = film
    _decide(match, Status.MATCHED, by)
    details = {"name": match.title, "film": film.title, "film_id": film.id}
    record(
        "film_match.confirmed",
        "film_match",
        match.id,
        actor=by,
        organisation=film.distributor,
        details=details,
    )
    return match


@transaction.atomic
def reject(match: FilmMatch, by: User) -> FilmMatch:
    """Say that the programme means no film of the catalogue."""
    proposed = match.film
    match.film = None
    _decide(match, Status.REJECTED, by)
    record(
        "film_match.rejected",
        "film_match",
        match.id,
        actor=by,
        organisation=proposed.distributor if proposed else None,
        details={"name": match.title, "film": proposed.title if proposed else ""},
    )
    return match


def _decide(match: FilmMatch, status: "FilmMatch.Status", by: User) -> None:
    match.status = status
    match.decided_by = by
    match.decided_at = timezone.now()
    match.save(update_fields=["film", "status", "decided_by", "decided_at"])
    note_change()


def _take_verdict(match: FilmMatch, verdict: Verdict) -> bool:
    """Write a verdict into a row; tell whether it says anything new."""
    status = Status.MATCHED if verdict.sure else Status.DOUBTFUL
    if verdict.likeness is Likeness.NONE:
        status = Status.UNMATCHED
    told = (verdict.film, status.value, verdict.likeness.value)
    if told == (match.film_id, match.status, match.likeness):
        return False
    match.film_id, match.status, match.likeness = told
    return True
