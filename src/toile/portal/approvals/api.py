"""The union's queue, for programs."""

from typing import Literal

from django.shortcuts import get_object_or_404
from ninja import Query
from pydantic import ConfigDict, Field

from toile.portal.accounts.models import Organisation
from toile.portal.api.bearer import ApiRequest
from toile.portal.api.paging import Page, Paging, page_of
from toile.portal.api.routes import ApiRouter
from toile.portal.api.shapes import Given, Key, Prose, Time, Told
from toile.portal.approvals import services
from toile.portal.approvals.models import Approval
from toile.portal.tokens.scopes import Scope

Kind = Organisation.Kind

router = ApiRouter("Approvals")


class FactOut(Told):
    """Something that the union sees before it decides."""

    label: str
    value: str


class ApprovalOut(Told):
    """A request to the union, with its answer."""

    id: Key
    kind: str = Field(description="cinema, film or campaign.")
    subject: str = Field(description="The key of what is asked about.")
    name: str
    organisation: Key
    facts: list[FactOut]
    status: str = Field(description="pending, approved, refused or lapsed.")
    requested_at: Time
    decided_at: Time | None
    comment: str


class ApprovalsAsked(Paging):
    """Which requests."""

    kind: Literal["cinema", "film", "campaign"] | None = None
    status: Literal["pending", "approved", "refused", "lapsed"] | None = None


class DecisionIn(Given):
    """The union's answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"decision": "approve"}]})

    decision: Literal["approve", "refuse"]
    comment: Prose = Field(
        "", max_length=1000, description="A refusal needs one: the asker reads it."
    )


@router.reads("/approvals", Scope.APPROVALS_READ, Kind.UNION, gives=Page[ApprovalOut])
def list_approvals(
    request: ApiRequest, asked: Query[ApprovalsAsked]
) -> Page[ApprovalOut]:
    """List what the union was asked; `status=pending` is its queue."""
    rows = Approval.objects.all()
    return page_of(rows, asked, _write, kind=asked.kind, status=asked.status)


@router.reads(
    "/approvals/{approval_id}", Scope.APPROVALS_READ, Kind.UNION, gives=ApprovalOut
)
def get_approval(request: ApiRequest, approval_id: Key) -> ApprovalOut:
    """Read one request."""
    return _write(get_object_or_404(Approval, id=approval_id))


@router.writes(
    "/approvals/{approval_id}/decision",
    Scope.APPROVALS_DECIDE,
    Kind.UNION,
    gives=ApprovalOut,
    status=200,
)
def decide(request: ApiRequest, approval_id: Key, given: DecisionIn) -> ApprovalOut:
    """Say yes or no for the union."""
    approval = get_object_or_404(Approval, id=approval_id)
    act = services.approve if given.decision == "approve" else services.refuse
    return _write(act(approval.id, request.auth.user, given.comment))


def _write(approval: Approval) -> ApprovalOut:
    return ApprovalOut(
        id=approval.id,
        kind=approval.kind,
        subject=approval.subject_id,
        name=approval.subject_name,
        organisation=approval.organisation_id,
        facts=[FactOut(label=label, value=value) for label, value in approval.facts],
        status=approval.status,
        requested_at=approval.requested_at,
        decided_at=approval.decided_at,
        comment=approval.comment,
    )
