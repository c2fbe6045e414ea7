"""Reading the audit trail, and checking that nobody rewrote it."""

from django.db.models import QuerySet

from toile.portal.accounts.models import User
from toile.portal.audit.models import AuditEntry
from toile.portal.audit.services import GENESIS, digest


def entries() -> QuerySet[AuditEntry]:
    """All deeds, the newest first."""
    return AuditEntry.objects.select_related("actor", "organisation")


def account_entries(user: User) -> QuerySet[AuditEntry]:
    """What happened to somebody's account, the newest first."""
    return AuditEntry.objects.filter(subject_kind="user", subject_id=user.pk)


def first_broken() -> AuditEntry | None:
    """Find the first entry that does not follow from those before it."""
    previous = GENESIS
    for entry in AuditEntry.objects.order_by("id").iterator():
        if entry.previous_hash != previous or entry.hash != digest(entry):
            return entry
        previous = entry.hash
    return None
