"""The click filter's memory, as far as a spectator may see it: what earned something.

The worker writes it (``worker.project.clicks_seen``), two days of it; keyed by ``aid``,
for the ads wing's clicks know no other id.
"""

from collections.abc import Iterator

from toile.profiles import Space
from toile.wire.ids import Aid, Ulid

CLICKED = "clicked"
"""Pool space: see ``worker.project.clicks_seen`` for its keys."""


def of_id(aid: Aid) -> bytes:
    """Begin the keys of one id."""
    return b"a" + aid


def billed(aid: Aid, campaign: str) -> bytes:
    """Write the key of an id's last billed click of a campaign."""
    return of_id(aid) + b"b" + campaign.encode()


def billed_clicks(space: Space, aid: Aid) -> Iterator[tuple[Ulid, int]]:
    """Tell the campaigns that an id's clicks were billed to, and when last."""
    prefix = billed(aid, "")
    for key, at_ms in space.scan(CLICKED, prefix):
        yield Ulid(key[len(prefix) :].decode()), int(at_ms)
