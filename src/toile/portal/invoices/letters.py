"""What cinemas and the union are written about invoices, and what programs are told."""

from collections.abc import Iterable

from django.urls import reverse

from toile.ledger.invoices import InvoiceKind
from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.invoices.models import Contest, ContestAnswer, Invoice
from toile.portal.mail.services import absolute, send
from toile.portal.webhooks.models import Event
from toile.portal.webhooks.services import emit
from toile.wire.money import MICROS_A_CENT


def issued(invoice: Invoice) -> None:
    """Hand a paper to the cinema's people in charge, and tell programs of it."""
    for user in _owners([invoice.organisation]):
        send("invoices/issued", user.email, _given(invoice, user))
    data = {
        "id": invoice.id,
        "number": invoice.number,
        "kind": InvoiceKind(invoice.kind).name.lower(),
        "cinema": invoice.cinema_id,
        "issued_on": invoice.issued_on.isoformat(),
        "net_cents": invoice.net_cents,
        "vat_cents": invoice.vat_cents,
        "corrects": invoice.corrects.number if invoice.corrects else None,
    }
    told = [invoice.organisation, *_unions()]
    for organisation in dict.fromkeys(told):
        key = f"{Event.INVOICE_ISSUED}:{invoice.id}"
        emit(organisation, Event.INVOICE_ISSUED, key, data)


def contested(contest: Contest) -> None:
    """Tell the union that a cinema contests an invoice."""
    for user in _owners(_unions()):
        given = _given(contest.invoice, user) | {"reason": contest.reason}
        given["url"] = absolute(reverse("invoices:union"))
        send("invoices/contested", user.email, given)


def answered(answer: ContestAnswer) -> None:
    """Tell the cinema what the union answered."""
    invoice = answer.contest.invoice
    for user in _owners([invoice.organisation]):
        given = _given(invoice, user)
        given |= {"accepted": answer.accepted, "words": answer.words}
        send("invoices/answered", user.email, given)


def _given(invoice: Invoice, user: User) -> dict[str, object]:
    return {
        "name": user.name,
        "cinema": str(invoice.cinema),
        "number": invoice.number,
        "is_credit_note": invoice.kind == Invoice.Kind.CREDIT_NOTE,
        "gross_micros": invoice.gross_cents * MICROS_A_CENT,
        "url": absolute(reverse("invoices:cinema", args=[invoice.cinema_id])),
    }


def _unions() -> list[Organisation]:
    return list(Organisation.objects.filter(kind=Organisation.Kind.UNION))


def _owners(organisations: Iterable[Organisation]) -> list[User]:
    seats = Membership.objects.filter(
        organisation__in=list(organisations),
        role=Membership.Role.OWNER,
        user__is_active=True,
    )
    ordered = seats.select_related("user").order_by("user__email")
    return [seat.user for seat in ordered]
