"""Invoices and credit notes, for programs."""

from typing import Literal

from ninja import Query
from pydantic import Field

from toile.ledger.invoices import InvoiceKind
from toile.portal.accounts.models import Organisation
from toile.portal.api.bearer import ApiRequest
from toile.portal.api.paging import Page, Paging, page_of
from toile.portal.api.routes import ApiRouter
from toile.portal.api.shapes import Day, Key, Told
from toile.portal.cinemas.api import find_cinema
from toile.portal.invoices.models import Invoice
from toile.portal.invoices.selectors.invoices import invoices_of
from toile.portal.tokens.scopes import Scope

Kind = Organisation.Kind

router = ApiRouter("Invoices")


class InvoiceOut(Told):
    """An invoice or a credit note, as it was issued in a cinema's name."""

    id: Key
    number: str
    kind: Literal["invoice", "credit_note"]
    issued_on: Day
    first_day: Day = Field(description="Of the clicks that it is for.")
    last_day: Day
    vat_regime: str
    net_cents: int
    vat_cents: int
    corrects: str | None = Field(
        description="The number that a credit note takes back."
    )
    xml_sha256: str


@router.reads(
    "/cinemas/{cinema_id}/invoices",
    Scope.PAYOUTS_READ,
    Kind.CINEMA,
    Kind.UNION,
    gives=Page[InvoiceOut],
)
def list_invoices(
    request: ApiRequest, cinema_id: Key, asked: Query[Paging]
) -> Page[InvoiceOut]:
    """List what was issued in a cinema's name."""
    rows = invoices_of(find_cinema(request, cinema_id))
    return page_of(rows, asked, _written)


def _written(row: Invoice) -> InvoiceOut:
    is_invoice = row.kind == InvoiceKind.INVOICE.value
    return InvoiceOut(
        id=row.id,
        number=row.number,
        kind="invoice" if is_invoice else "credit_note",
        issued_on=row.issued_on,
        first_day=row.first_day,
        last_day=row.last_day,
        vat_regime=row.vat_regime,
        net_cents=row.net_cents,
        vat_cents=row.vat_cents,
        corrects=row.corrects.number if row.corrects else None,
        xml_sha256=row.xml_sha256,
    )
