"""The audit trail, for programs."""

from typing import Any

from ninja import Query
from pydantic import Field

from toile.portal.accounts.models import Organisation
from toile.portal.api.bearer import ApiRequest
from toile.portal.api.paging import NumberPaging, Page, page_of
from toile.portal.api.routes import ApiRouter
from toile.portal.api.shapes import Key, Time, Told
from toile.portal.audit.labels import action_label
from toile.portal.audit.models import AuditEntry
from toile.portal.audit.selectors import entries
from toile.portal.tokens.scopes import Scope

router = ApiRouter("Audit trail")


class EntryOut(Told):
    """One deed, chained to the one before it."""

    id: int
    at: Time
    actor: Key | None
    organisation: Key | None
    action: str = Field(description="A code such as campaign.submitted.")
    label: str = Field(description="The same for people.")
    subject_kind: str
    subject: str
    details: dict[str, Any]
    previous_hash: str
    hash: str


class EntriesAsked(NumberPaging):
    """Which deeds."""

    action: str | None = Field(None, pattern="^[a-z_.]{1,64}$")
    subject: str | None = Field(None, pattern="^[!-~]{1,64}$")


@router.reads("/audit", Scope.AUDIT_READ, Organisation.Kind.UNION, gives=Page[EntryOut])
def list_audit_entries(
    request: ApiRequest, asked: Query[EntriesAsked]
) -> Page[EntryOut]:
    """Read the audit trail, the oldest deed first."""
    wanted = {"action": asked.action, "subject_id": asked.subject}
    return page_of(entries(), asked, _write, **wanted)


def _write(entry: AuditEntry) -> EntryOut:
    return EntryOut(
        id=entry.pk,
        at=entry.at,
        actor=entry.actor_id,
        organisation=entry.organisation_id,
        action=entry.action,
        label=action_label(entry.action),
        subject_kind=entry.subject_kind,
        subject=entry.subject_id,
        details=entry.details,
        previous_hash=entry.previous_hash,
        hash=entry.hash,
    )
