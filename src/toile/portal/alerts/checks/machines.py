"""The programs and their disk."""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from toile.journal import Stream, count_dead_letters
from toile.portal.alerts.checks.found import Found
from toile.portal.alerts.models import Alert, Thresholds
from toile.portal.control.edge import EdgeSilentError, read_edge
from toile.portal.freshness.selectors import counted_until

_GIGABYTE = 1_000_000_000
_STREAMS: tuple[Stream, ...] = ("pool", "ads")


def edge(_limits: Thresholds, _now: datetime.datetime) -> Iterator[Found]:
    """Is the edge there, and ready?"""
    try:
        reason = read_edge(settings.TOILE).unready
    except EdgeSilentError as error:
        reason = str(error)
    if reason:
        yield Found(Alert.Kind.EDGE_DOWN, facts={"reason": reason.rstrip(".")})


def worker(limits: Thresholds, now: datetime.datetime) -> Iterator[Found]:
    """Are the figures up to date?"""
    until = counted_until()
    if until and now - until > datetime.timedelta(minutes=limits.late_minutes):
        at = date_format(timezone.localtime(until), "j F, H:i")
        yield Found(Alert.Kind.WORKER_LATE, facts={"until": at})


def disk(limits: Thresholds, _now: datetime.datetime) -> Iterator[Found]:
    """Is there room?"""
    folder: Path = settings.TOILE.data
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < limits.free_gigabytes * _GIGABYTE:
        said = f"{free / _GIGABYTE:.1f}".replace(".", ",")
        yield Found(Alert.Kind.DISK_FULL, facts={"free": said})


def dead_letters(_limits: Thresholds, _now: datetime.datetime) -> Iterator[Found]:
    """Is there anything in the journal that cannot be read?"""
    for stream in _STREAMS:
        number = count_dead_letters(settings.TOILE.journal, stream)
        if number:
            yield Found(
                Alert.Kind.DEAD_LETTERS, stream, stream, {"number": str(number)}
            )
