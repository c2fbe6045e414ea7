"""Writing down what became of the keys."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.audit.models import AuditEntry
from toile.portal.audit.services import record
from toile.portal.custody.models import KeyVersion


@dataclass(frozen=True)
class Version:
    """What the pool's machine tells of a version; never a key."""

    number: int
    made_at: datetime.datetime
    in_force_at: datetime.datetime
    made_by: str
    until: datetime.datetime | None = None
    destroyed_at: datetime.datetime | None = None
    destroyed_by: str = ""


@dataclass(frozen=True)
class Deed:
    """What somebody of the union did to the keys, at the machine of the pool."""

    action: str
    by: str
    details: dict[str, Any] = field(default_factory=dict)


def of_the_union(email: str) -> User | None:
    """Find somebody of the union by address; ``None`` for everybody else."""
    found = (
        Membership.objects.filter(
            user__email__iexact=email,
            user__is_active=True,
            organisation__kind=Organisation.Kind.UNION,
        )
        .select_related("user")
        .first()
    )
    return None if found is None else found.user


@transaction.atomic
def note_deed(deed: Deed) -> None:
    """Add to the audit trail what was done, and who says to have done it."""
    actor = of_the_union(deed.by)
    union = Organisation.objects.filter(kind=Organisation.Kind.UNION).first()
    record(
        deed.action,
        "keys",
        str(deed.details.get("version", "")),
        actor=actor,
        organisation=union,
        details={**deed.details, "by": deed.by},
    )


def _tell_of(version: Version) -> None:
    told = AuditEntry.objects.filter(
        subject_kind="keys", subject_id=str(version.number)
    )
    if not told.exists():
        details = {"version": version.number, "made_at": version.made_at.isoformat()}
        note_deed(Deed("keys.created", version.made_by, details))


@transaction.atomic
def note_versions(versions: list[Version]) -> None:
    """Set what is known of all versions; one that is told of no more stays.

    Of a version that nobody told the trail of, its making is told now: keys are made
    before there is a database.
    """
    for version in versions:
        if not KeyVersion.objects.filter(number=version.number).exists():
            _tell_of(version)
        KeyVersion.objects.update_or_create(
            number=version.number,
            defaults={
                "made_at": version.made_at,
                "in_force_at": version.in_force_at,
                "made_by": version.made_by,
                "until": version.until,
                "destroyed_at": version.destroyed_at,
                "destroyed_by": version.destroyed_by,
            },
        )
