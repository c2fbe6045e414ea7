"""Monthly statements, for programs."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query
from pydantic import Field

from toile.ledger.statements import Refused, Reversed
from toile.portal.accounts.models import Organisation
from toile.portal.api.bearer import ApiRequest
from toile.portal.api.paging import Page, Paging, page_of
from toile.portal.api.routes import ApiRouter
from toile.portal.api.shapes import Key, Micros, Time, Told
from toile.portal.cinemas.api import find_cinema
from toile.portal.statements.models import Statement
from toile.portal.statements.selectors import visible_statements
from toile.portal.statements.sheets import Sheet, decoded
from toile.portal.tokens.scopes import Scope
from toile.wire.calendar import write_month

Kind = Organisation.Kind

router = ApiRouter("Statements")


class StatementOut(Told):
    """A cinema's statement of a closed month; it never changes.

    Amounts are above zero for what is owed to the cinema; `reversed_micros` is zero or
    below. `before + gross + reversed - paid` is `pending + payable`, where nothing else
    moved money.
    """

    id: Key
    cinema: Key
    month: str = Field(description="A month of Paris: 2026-11.")
    number: int = Field(description="Counted for each cinema, without gaps.")
    issued_at: Time
    clicks: int = Field(description="Billed clicks in which the cinema had a share.")
    refused_clicks: int = Field(
        description="Clicks that were not billed and would have been shared with it."
    )
    reversed_clicks: int
    before_micros: Micros
    gross_micros: Micros
    reversed_micros: Micros
    paid_micros: Micros
    pending_micros: Micros
    payable_micros: Micros
    sha256: str = Field(description="Of all that the statement says, as it is kept.")


class CampaignClicksOut(Told):
    """A campaign's clicks on a statement, named as it was then."""

    campaign: str
    film: str
    name: str
    clicks: int
    gross_micros: Micros
    reversed_clicks: int
    reversed_micros: Micros


class ReasonOut(Told):
    """Clicks for one coded reason."""

    reason: str
    clicks: int


class SharedOut(Told):
    """Clicks that were shared with so many other cinemas; 0: with none."""

    others: int
    clicks: int
    share_micros: Micros


class AccruedOut(Told):
    """What a campaign's days earned beside clicks: of its spend, or its impressions."""

    campaign: str
    film: str
    name: str
    days: int
    share_micros: Micros


class MovementOut(Told):
    """What one kind of posting moved on the two accounts of a cinema."""

    kind: str
    postings: int
    pending_micros: Micros
    payable_micros: Micros


class WholeStatementOut(StatementOut):
    """A statement with all its figures."""

    campaigns: list[CampaignClicksOut]
    shared: list[SharedOut]
    accrued: list[AccruedOut]
    refused: list[ReasonOut]
    reversed: list[ReasonOut]
    movements: list[MovementOut]
    link: int = Field(description="Of the ledger's chain, up to which it counts.")
    link_hash: str


@router.reads(
    "/cinemas/{cinema_id}/statements",
    Scope.PAYOUTS_READ,
    Kind.CINEMA,
    Kind.UNION,
    gives=Page[StatementOut],
)
def list_statements(
    request: ApiRequest, cinema_id: Key, asked: Query[Paging]
) -> Page[StatementOut]:
    """List a cinema's statements, the oldest first."""
    cinema = find_cinema(request, cinema_id)
    rows = Statement.objects.filter(cinema=cinema).defer("content")
    return page_of(rows, asked, lambda one: StatementOut(**_head(one)))


@router.reads(
    "/statements/{statement_id}",
    Scope.PAYOUTS_READ,
    Kind.CINEMA,
    Kind.UNION,
    gives=WholeStatementOut,
)
def get_statement(request: ApiRequest, statement_id: Key) -> WholeStatementOut:
    """Read a statement with all its figures."""
    found = _find(request, statement_id)
    return _whole(found, decoded(found.content))


@router.reads(
    "/statements/{statement_id}/pdf",
    Scope.PAYOUTS_READ,
    Kind.CINEMA,
    Kind.UNION,
    gives=None,
    files=("application/pdf",),
)
def get_statement_pdf(request: ApiRequest, statement_id: Key) -> HttpResponse:
    """Read the paper of a statement, as it was drawn up."""
    pdf = bytes(_find(request, statement_id).paper.pdf)
    headers = {"Cache-Control": "private, no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _find(request: ApiRequest, statement_id: str) -> Statement:
    rows = visible_statements(request.auth.organisation).defer(None)
    found: Statement = get_object_or_404(rows, pk=statement_id)
    return found


def _head(one: Statement) -> dict[str, Any]:
    return {
        "id": one.id,
        "cinema": one.cinema_id,
        "month": write_month(one.month),
        "number": one.number,
        "issued_at": one.issued_at,
        "clicks": one.clicks,
        "refused_clicks": one.refused_clicks,
        "reversed_clicks": one.reversed_clicks,
        "before_micros": one.before_micros,
        "gross_micros": one.gross_micros,
        "reversed_micros": one.reversed_micros,
        "paid_micros": one.paid_micros,
        "pending_micros": one.pending_micros,
        "payable_micros": one.payable_micros,
        "sha256": one.sha256,
    }


def _whole(found: Statement, sheet: Sheet) -> WholeStatementOut:
    told = sheet.statement
    return WholeStatementOut(
        **_head(found),
        campaigns=[
            CampaignClicksOut(
                campaign=one.campaign,
                film=sheet.named(one.campaign).film,
                name=sheet.named(one.campaign).campaign,
                clicks=one.clicks,
                gross_micros=one.gross,
                reversed_clicks=one.reversed_clicks,
                reversed_micros=one.reversed,
            )
            for one in told.campaigns
        ],
        shared=[
            SharedOut(others=one.others, clicks=one.clicks, share_micros=one.amount)
            for one in told.shared
        ],
        accrued=[
            AccruedOut(
                campaign=one.campaign,
                film=sheet.named(one.campaign).film,
                name=sheet.named(one.campaign).campaign,
                days=one.postings,
                share_micros=one.amount,
            )
            for one in told.accrued
        ],
        refused=_reasons(told.refused),
        reversed=_reasons(told.reversed),
        movements=[
            MovementOut(
                kind=one.kind,
                postings=one.postings,
                pending_micros=one.pending,
                payable_micros=one.payable,
            )
            for one in told.movements
        ],
        link=sheet.link,
        link_hash=sheet.link_hash,
    )


def _reasons(rows: Iterable[Refused | Reversed]) -> list[ReasonOut]:
    return [ReasonOut(reason=one.reason, clicks=one.clicks) for one in rows]
