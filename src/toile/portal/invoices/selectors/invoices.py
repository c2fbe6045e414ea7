"""Invoices as the pages list them."""

import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import TruncMonth

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat
from toile.portal.cinemas.models import Cinema
from toile.portal.invoices.models import Contest, Invoice
from toile.portal.transfers.models import Transfer

_HEAVY = ("content", "xml")


def visible_invoices(seat: Seat) -> QuerySet[Invoice]:
    """All for the union; for a cinema those in its name."""
    found = Invoice.objects.select_related("cinema", "organisation", "corrects")
    if seat.kind == Organisation.Kind.UNION:
        return found
    return found.filter(organisation=seat.organisation)


def invoices_of(cinema: Cinema) -> QuerySet[Invoice]:
    """A cinema's invoices and credit notes, the newest first."""
    rows = Invoice.objects.filter(cinema=cinema).defer(*_HEAVY)
    return rows.select_related("contest__answer", "credit_note", "corrects").order_by(
        "-sequence"
    )


def issued_in(month: datetime.date) -> QuerySet[Invoice]:
    """What was issued in a month, by number."""
    rows = Invoice.objects.filter(
        issued_on__year=month.year, issued_on__month=month.month
    )
    return rows.select_related("cinema", "organisation").order_by("number")


def months() -> list[datetime.date]:
    """The months in which something was issued, the newest first."""
    rows = Invoice.objects.annotate(month=TruncMonth("issued_on")).order_by("-month")
    return list(rows.values_list("month", flat=True).distinct())


def uninvoiced() -> QuerySet[Transfer]:
    """Executed transfers without an invoice that stands, the oldest first."""
    standing = Invoice.objects.filter(
        transfer=OuterRef("pk"),
        kind=Invoice.Kind.INVOICE,
        credit_note__isnull=True,
    )
    rows = Transfer.objects.filter(~Exists(standing), state=Transfer.State.EXECUTED)
    return rows.select_related(
        "cinema__organisation", "run__payer__account", "agreement"
    ).order_by("settled_at")


def open_contests() -> QuerySet[Contest]:
    """Contests that the union has not answered, the oldest first."""
    rows = Contest.objects.filter(answer__isnull=True)
    return rows.select_related("invoice__cinema", "by").order_by("at")
