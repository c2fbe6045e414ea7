"""Waiting for who writes into a cinema's series."""

import re

from django.db import connection
from django.utils import timezone

from toile.portal.cinemas.models import Cinema
from toile.portal.invoices.models import Series

_SHORT = 8
_NO_CODE = re.compile(r"[^A-Za-z0-9]")


def lock_series(cinema: Cinema) -> Series:
    """Open a cinema's series where there is none, and hold it until the end.

    SQLite's IMMEDIATE transactions already let in one writer at a time.
    """
    series, _made = Series.objects.get_or_create(
        cinema=cinema,
        defaults={"code": _code(cinema), "opened_at": timezone.now()},
    )
    if connection.vendor == "postgresql":
        return Series.objects.select_for_update().get(pk=series.pk)
    return series


def _code(cinema: Cinema) -> str:
    """Name a series: the cinema's number at the CNC, or the end of its key here."""
    known = _NO_CODE.sub("", cinema.cnc_number or "")[:_SHORT]
    taken = not known or Series.objects.filter(code=known).exists()
    return cinema.id[-_SHORT:] if taken else known
