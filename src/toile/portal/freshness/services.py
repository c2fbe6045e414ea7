"""Noting how far the worker has come."""

import datetime

from toile.portal.freshness.models import Counted


def note_counted(stream: str, until: datetime.datetime) -> None:
    """Say that all events of a stream before this moment are in the figures."""
    Counted.objects.update_or_create(stream=stream, defaults={"until": until})
