"""Primary keys of the portal: ULIDs made in the program, sortable by time."""

from django.db import models

from toile.wire.clock import now_ms
from toile.wire.ids import new_ulid


def new_key() -> str:
    """Make the key of a new row."""
    return str(new_ulid(now_ms()))


class Keyed(models.Model):
    """A row whose key is a ULID."""

    id = models.CharField(
        primary_key=True, max_length=26, default=new_key, editable=False
    )

    class Meta:
        abstract = True
