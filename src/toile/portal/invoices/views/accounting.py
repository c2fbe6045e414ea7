"""For the union's accountant: numbers of accounts, and the file of entries."""

import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.invoices import services
from toile.portal.invoices.accounting import closed_months, export
from toile.portal.invoices.forms import NumbersForm
from toile.portal.invoices.numbers import numbers
from toile.portal.invoices.views.papers import attached
from toile.portal.invoices.words import kind_label
from toile.portal.transfers.refusals import RefusedError

Union = seated(Organisation.Kind.UNION)
INVALID = 422


@require_http_methods(["GET", "HEAD", "POST"])
@Union
def overview(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show numbers of accounts and months to be written; change the numbers."""
    if request.method != "POST":
        return _page(request, seat, NumbersForm(numbers()))
    form = NumbersForm(numbers(), request.POST.dict())
    if not form.is_valid():
        return _page(request, seat, form, status=INVALID)
    services.set_numbers(form.numbers, seat.user)
    messages.success(request, _("Les prochains fichiers portent ces comptes."))
    return redirect("invoices:accounting")


@never_cache
@require_safe
@Union
def fec(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Give the file of entries of a year, up to a month that is closed."""
    until, begins = _month(request, "jusqu"), _month(request, "debut")
    if until is None:
        messages.error(request, _("Choisissez un mois clos."))
        return redirect("invoices:accounting")
    try:
        made = export(begins or until.replace(month=1), until)
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("invoices:accounting")
    return attached(made.content, "text/plain; charset=utf-8", made.name)


def _month(request: HttpRequest, name: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(f"{request.GET.get(name, '')}-01")
    except ValueError:
        return None


def _page(
    request: HttpRequest, seat: Seat, form: NumbersForm, status: int = 200
) -> HttpResponse:
    page = {
        "rows": [
            (kind_label(kind), number, label) for kind, number, label in form.rows
        ],
        "form": form,
        "months": closed_months(),
        "may_change": seat.may_change,
    }
    return render(request, "invoices/accounting.html", page, status=status)
