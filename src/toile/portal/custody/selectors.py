"""Reading what is known of the keys."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from toile.portal.custody.models import KeyVersion

ROTATED_EVERY = datetime.timedelta(days=365)
"""How long a version should be the one in force, at most (decision 0030)."""


@dataclass(frozen=True)
class Row:
    """A version and what may be said of it: in force, read still, over or destroyed."""

    version: KeyVersion
    state: str


@dataclass(frozen=True)
class Overview:
    """All versions, the newest first, and what is due."""

    rows: list[Row]
    current: KeyVersion | None
    rotation_due: datetime.datetime | None
    rotation_late: bool
    to_destroy: list[KeyVersion]


def overview(now: datetime.datetime | None = None) -> Overview:
    """Tell how the keys stand."""
    now = timezone.now() if now is None else now
    versions = list(KeyVersion.objects.all())
    alive = [each for each in versions if each.destroyed_at is None]
    begun = [each for each in alive if each.in_force_at <= now]
    current = begun[0] if begun else None
    due = None if current is None else current.in_force_at + ROTATED_EVERY
    return Overview(
        rows=[Row(each, _state(each, current, now)) for each in versions],
        current=current,
        rotation_due=due,
        rotation_late=due is not None and due < now,
        to_destroy=[each for each in alive if each.until and each.until <= now],
    )


def _state(
    version: KeyVersion, current: KeyVersion | None, now: datetime.datetime
) -> str:
    if version.destroyed_at is not None:
        return "destroyed"
    if version.until is not None and version.until <= now:
        return "over"
    if version.in_force_at > now:
        return "coming"
    return "current" if version == current else "read"
