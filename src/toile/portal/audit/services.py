"""Writing the audit trail, each entry chained to the one before it."""

import hashlib
import json
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from toile.portal.accounts.models import Organisation, User
from toile.portal.audit.models import AuditEntry

GENESIS = "0" * 64
_CHAIN_LOCK = 0x746F696C65  # "toile": one writer of the chain at a time


def record(
    action: str,
    subject_kind: str,
    subject_id: str,
    *,
    actor: User | None = None,
    organisation: Organisation | None = None,
    details: dict[str, Any] | None = None,
) -> AuditEntry:
    """Add a deed to the trail, chained to the one before it."""
    with transaction.atomic():
        _lock_chain()
        last = AuditEntry.objects.order_by("-id").first()
        entry = AuditEntry(
            at=timezone.now(),
            actor=actor,
            organisation=organisation,
            action=action,
            subject_kind=subject_kind,
            subject_id=subject_id,
            details=details or {},
            previous_hash=last.hash if last else GENESIS,
        )
        entry.hash = digest(entry)
        entry.save(force_insert=True)
    return entry


def digest(entry: AuditEntry) -> str:
    """Hash an entry with the hash of the one before it."""
    content = [
        entry.previous_hash,
        entry.at.isoformat(),
        entry.actor_id,
        entry.organisation_id,
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        entry.details,
    ]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _lock_chain() -> None:
    # SQLite's IMMEDIATE transactions already let in one writer at a time.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
