"""Taking in the programme: read it whole, then change only what has changed.

A reading that fails, or that is not to be believed, changes nothing: the last good
programme stays in force.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from toile.portal.cinemas.models import Cinema
from toile.portal.showtimes.models import (
    LONGEST_CAUSE,
    FilmMatch,
    Import,
    ImportFault,
    NearYouRule,
    Screening,
)
from toile.portal.showtimes.services.matches import judge_all, key_of, take_films
from toile.portal.showtimes.services.switch import note_change
from toile.portal.showtimes.source import Reading, SourceError, Validators
from toile.portal.showtimes.source.records import cnc_number

Status = Import.Status
Read = Callable[[datetime.datetime, Validators], Reading]
GiveWay = Callable[[], None]
Row = TypeVar("Row")

IMPORTS_KEPT = 200
FAULTS_KEPT = 200
# One that has run for so long is dead: its process was killed.
_LONGEST = datetime.timedelta(minutes=10)
_PAST_KEPT = datetime.timedelta(hours=12)
_FILMS_KEPT = datetime.timedelta(days=60)
_ROWS_AT_ONCE = 100


class AlreadyRunningError(SourceError):
    """Another process is importing the programme right now."""

    def __init__(self) -> None:
        super().__init__("another import of it is running", "Wait until it has ended.")


@dataclass(frozen=True)
class _Sorted:
    """What of a reading is to be held, and what was left out."""

    rows: dict[tuple[str, str, datetime.datetime, str], Screening]
    twice: int
    elsewhere: int


def import_programme(
    read: Read, now: datetime.datetime, give_way: GiveWay = lambda: None
) -> Import:
    """Read the programme and take it in; raises ``SourceError`` after noting it.

    ``give_way`` is called after each batch of written rows, so that others may write.
    """
    held = _begin(now)
    try:
        reading = read(now, _known())
        _must_be_credible(reading)
    except SourceError as error:
        _end(held, Status.FAILED, cause=error.cause)
        raise
    except BaseException as error:
        _end(held, Status.FAILED, cause=type(error).__name__)
        raise
    if reading.unchanged:
        _forget_past(now)
        judge_all()
        return _end(held, Status.UNCHANGED, like=_last_good())
    return _take(held, reading, now, give_way)


def _take(
    held: Import, reading: Reading, now: datetime.datetime, give_way: GiveWay
) -> Import:
    try:
        found = _sort(reading, now)
        judge_all()
        if _put(found, now, give_way):
            note_change()
        _forget_past(now)
    except BaseException as error:
        # A stop, or a database that is down: the next import begins from here.
        _end(held, Status.FAILED, cause=type(error).__name__)
        raise
    _keep_faults(held, reading)
    held.read = len(reading.showings) + len(reading.faults)
    held.kept, held.twice = len(found.rows), found.twice
    held.elsewhere, held.faulty = found.elsewhere, len(reading.faults)
    held.source_at = reading.source_at
    held.etag = reading.validators.etag[:200]
    held.last_modified = reading.validators.last_modified[:60]
    return _end(held, Status.DONE)


@transaction.atomic
def _begin(now: datetime.datetime) -> Import:
    # The rule's row is the lock: two processes never begin at once.
    NearYouRule.objects.select_for_update().get_or_create(pk=1)
    running = Import.objects.filter(status=Status.RUNNING)
    if running.filter(started_at__gt=now - _LONGEST).exists():
        raise AlreadyRunningError
    running.update(status=Status.FAILED, ended_at=now, cause="its process ended")
    return Import.objects.create(started_at=now)


@transaction.atomic
def _end(
    held: Import, status: "Import.Status", cause: str = "", like: Import | None = None
) -> Import:
    held.status, held.cause = status, cause[:LONGEST_CAUSE]
    held.ended_at = timezone.now()
    if like is not None:
        for name in ("read", "kept", "twice", "elsewhere", "faulty", "source_at"):
            setattr(held, name, getattr(like, name))
        held.etag, held.last_modified = like.etag, like.last_modified
    held.save()
    kept = Import.objects.values_list("id", flat=True)[:IMPORTS_KEPT]
    Import.objects.exclude(id__in=list(kept)).delete()
    return held


def _last_good() -> Import | None:
    good = (Status.DONE, Status.UNCHANGED)
    return Import.objects.filter(status__in=good).first()


def _known() -> Validators:
    last = _last_good()
    if last is None or _members_since(last):
        return Validators()
    return Validators(last.etag, last.last_modified)


def _members_since(last: Import) -> bool:
    """Tell whether a cinema may have joined since: its screenings were left out."""
    return Cinema.objects.exclude(cnc_number="").filter(id__gt=last.id).exists()


def _must_be_credible(reading: Reading) -> None:
    """Refuse what would empty the programme: cinemas do not all close at once."""
    if reading.unchanged:
        return
    good, faulty = len(reading.showings), len(reading.faults)
    if faulty > good:
        cause = reading.faults[0].cause
        raise SourceError(
            f"{faulty} of its {good + faulty} records cannot be read, such as: {cause}",
            "If its publisher has changed its fields, this program must follow.",
        )
    if not good:
        raise SourceError("it is empty", "The last good programme stays in force.")


def _sort(reading: Reading, now: datetime.datetime) -> _Sorted:
    """Sort out the screenings to come in cinemas that are known here."""
    numbers = Cinema.objects.exclude(cnc_number="").values_list("cnc_number", "id")
    cinemas = {cnc_number(number): key for number, key in numbers}
    here = [one for one in reading.showings if one.cnc_number in cinemas]
    films = take_films(here, now)
    rows: dict[tuple[str, str, datetime.datetime, str], Screening] = {}
    for one in here:
        if one.starts_at <= now:
            continue
        row = Screening(
            cinema_id=cinemas[one.cnc_number],
            match_id=films[key_of(one)].id,
            starts_at=one.starts_at,
            version=one.version,
            booking_url=one.booking_url,
            source_id=one.id,
        )
        rows[_key(row)] = row
    coming = sum(1 for one in here if one.starts_at > now)
    return _Sorted(rows, coming - len(rows), len(reading.showings) - len(here))


def _put(found: _Sorted, now: datetime.datetime, give_way: GiveWay) -> bool:
    """Write what is new or other, take out what is gone; tell if anything changed."""
    held = {_key(row): row for row in Screening.objects.filter(starts_at__gt=now)}
    new = [row for key, row in found.rows.items() if key not in held]
    gone = [row.pk for key, row in held.items() if key not in found.rows]
    other = []
    for key in found.rows.keys() & held.keys():
        before, after = held[key], found.rows[key]
        told = (after.booking_url, after.source_id)
        if (before.booking_url, before.source_id) != told:
            before.booking_url, before.source_id = told
            other.append(before)
    for part in _parts(new):
        Screening.objects.bulk_create(part)
        give_way()
    for part in _parts(other):
        Screening.objects.bulk_update(part, ["booking_url", "source_id"])
        give_way()
    for keys in _parts(gone):
        Screening.objects.filter(pk__in=keys).delete()
        give_way()
    return bool(new or gone)


def _forget_past(now: datetime.datetime) -> None:
    Screening.objects.filter(starts_at__lt=now - _PAST_KEPT).delete()
    FilmMatch.objects.filter(
        decided_at=None, seen_at__lt=now - _FILMS_KEPT, screenings=None
    ).delete()


def _keep_faults(held: Import, reading: Reading) -> None:
    ImportFault.objects.bulk_create(
        ImportFault(
            reading=held,
            record=fault.record[:200],
            cause=fault.cause[:LONGEST_CAUSE],
        )
        for fault in reading.faults[:FAULTS_KEPT]
    )


def _key(row: Screening) -> tuple[str, str, datetime.datetime, str]:
    return row.cinema_id, row.match_id, row.starts_at, row.version


def _parts(rows: list[Row]) -> list[list[Row]]:
    return [rows[at : at + _ROWS_AT_ONCE] for at in range(0, len(rows), _ROWS_AT_ONCE)]
