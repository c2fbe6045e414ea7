"""Checking the chain in pieces, so that a page never waits for a hundred thousand."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from toile.portal.accounts.models import User
from toile.portal.audit.models import AuditEntry, TrailCheck
from toile.portal.audit.services import GENESIS, digest

# What a page checks each time, and what one press of the button does.
TAIL = 200
AT_ONCE = 25_000


@dataclass(frozen=True)
class Checked:
    """How far a piece of the chain was followed, and the first entry that broke it."""

    last_id: int
    last_hash: str
    entries: int
    broken_id: int | None = None


@dataclass(frozen=True)
class ChainState:
    """What the page of the trail says of the chain."""

    tail: Checked
    check: TrailCheck | None
    total: int

    @property
    def broken_id(self) -> int | None:
        """The first entry that does not follow, if one is known."""
        if self.check and self.check.broken_id:
            return self.check.broken_id
        return self.tail.broken_id

    @property
    def whole(self) -> bool:
        """Tell whether every entry was followed, up to those the page looked at."""
        if self.check is None or self.broken_id:
            return self.total <= TAIL and not self.broken_id
        return self.check.last_id >= self.tail.last_id - self.tail.entries


def follow(after_id: int, previous: str, limit: int) -> Checked:
    """Follow the chain from an entry on (its hash is ``previous``)."""
    last_id, count = after_id, 0
    rows = AuditEntry.objects.filter(id__gt=after_id).order_by("id")[:limit]
    for entry in rows.iterator():
        if entry.previous_hash != previous or entry.hash != digest(entry):
            return Checked(last_id, previous, count, entry.id)
        last_id, previous, count = entry.id, entry.hash, count + 1
    return Checked(last_id, previous, count)


def follow_all() -> Checked:
    """Follow the chain from its first entry to its end, in pieces."""
    found, entries = follow(0, GENESIS, AT_ONCE), 0
    while found.broken_id is None and found.entries:
        entries += found.entries
        found = follow(found.last_id, found.last_hash, AT_ONCE)
    return replace(found, entries=entries + found.entries)


def unheld_checks() -> Iterator[TrailCheck]:
    """Give the checks whose last entry is gone: what they saw was cut off since."""
    for check in TrailCheck.objects.order_by("id"):
        if (
            check.entries
            and not AuditEntry.objects.filter(
                id=check.last_id, hash=check.last_hash
            ).exists()
        ):
            yield check


def chain_state() -> ChainState:
    """Check the newest entries, and tell what the last longer check found."""
    newest = list(AuditEntry.objects.order_by("-id")[: TAIL + 1])
    total = AuditEntry.objects.count()
    if not newest:
        tail = Checked(0, GENESIS, 0)
    elif len(newest) > TAIL:
        before = newest[-1]
        tail = follow(before.id, before.hash, TAIL)
    else:
        tail = follow(0, GENESIS, TAIL)
    return ChainState(tail, TrailCheck.objects.order_by("-id").first(), total)


@transaction.atomic
def check_on(by: User) -> TrailCheck:
    """Follow the chain from where the last check ended, and note how far it came.

    A check that came to the end, or found a break, begins anew.
    """
    last = TrailCheck.objects.order_by("-id").first()
    newest = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first()
    goes_on = last is not None and not last.broken_id and last.last_id != newest
    if last is not None and goes_on:
        found = follow(last.last_id, last.last_hash, AT_ONCE)
        entries = last.entries + found.entries
    else:
        found = follow(0, GENESIS, AT_ONCE)
        entries = found.entries
    return TrailCheck.objects.create(
        at=timezone.now(),
        by=by,
        last_id=found.last_id,
        last_hash=found.last_hash,
        entries=entries,
        broken_id=found.broken_id,
    )
