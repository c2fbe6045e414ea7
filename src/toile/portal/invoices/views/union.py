"""The union's invoices: a month of them, what waits, its own identity."""

import io
import zipfile
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.agreements.models import LegalIdentity
from toile.portal.agreements.services import set_identity
from toile.portal.invoices import services
from toile.portal.invoices.drawing import Unissued, drawn_of
from toile.portal.invoices.forms import (
    AnswerForm,
    MonthForm,
    UnionIdentityForm,
    month_named,
)
from toile.portal.invoices.models import Contest
from toile.portal.invoices.selectors.invoices import (
    issued_in,
    months,
    open_contests,
    uninvoiced,
)
from toile.portal.invoices.tables import Issued
from toile.portal.invoices.views.papers import attached
from toile.portal.transfers.models import Transfer
from toile.portal.transfers.refusals import RefusedError
from toile.portal.ui.tables import list_rows
from toile.wire.clock import now_ms, paris_date

Union = seated(Organisation.Kind.UNION)
INVALID = 422


@require_safe
@Union
def listed(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """Show a month of invoices, contests, and transfers without an invoice."""
    return _page(request, seat)


@never_cache
@require_safe
@Union
def archive(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Give all papers of a month as one ZIP file."""
    known = months()
    if not known:
        raise Http404
    month = month_named(request.GET.get("mois", ""), known, known[0])
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as packed:
        for one in issued_in(month):
            # A moment of its own, so that the same month gives the same bytes.
            when = one.issued_at.utctimetuple()[:6]
            info = zipfile.ZipInfo(f"{one.number}.pdf", when)
            packed.writestr(info, services.paper_of(one))
    return attached(whole.getvalue(), "application/zip", f"factures-{month:%Y-%m}.zip")


@require_POST
@Union
def issue(request: HttpRequest, seat: Seat, transfer_id: str) -> HttpResponse:
    """Invoice a transfer that could not be invoiced when it was executed."""
    found = get_object_or_404(Transfer, pk=transfer_id, state=Transfer.State.EXECUTED)
    made = services.issue(found, seat.user)
    if isinstance(made, Unissued):
        messages.error(request, made.words)
    else:
        told = _("Facture %(number)s établie.") % {"number": made.number}
        messages.success(request, told)
    return redirect("invoices:union")


@require_POST
@Union
def answer(request: HttpRequest, seat: Seat, contest_id: str) -> HttpResponseBase:
    """Answer a contest."""
    found = get_object_or_404(Contest, pk=contest_id)
    form = AnswerForm(request.POST, auto_id=f"{contest_id}_%s")
    if not form.is_valid():
        return _page(request, seat, answered=found.id, form=form)
    given = form.cleaned_data
    accepted = given["accepted"] == "yes"
    try:
        services.answer(found, given["words"], seat.user, accepted=accepted)
    except RefusedError as error:
        form.add_error(None, str(error))
        return _page(request, seat, answered=found.id, form=form)
    messages.success(request, _("Le cinéma reçoit votre réponse."))
    return redirect("invoices:union")


@require_http_methods(["GET", "HEAD", "POST"])
@Union
def identity(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Say who the union is before the law; its owners change it."""
    if request.method != "POST":
        row = LegalIdentity.objects.filter(organisation=seat.organisation).first()
        names = UnionIdentityForm.base_fields
        start = {name: getattr(row, name) for name in names} if row else {}
        start.setdefault("legal_name", seat.organisation.name)
        start.setdefault("vat_regime", LegalIdentity.VatRegime.NORMAL)
        return _identity_page(request, seat, UnionIdentityForm(initial=start))
    if not seat.is_owner:
        raise PermissionDenied(
            _("L’identité du syndicat est l’affaire de ses personnes responsables.")
        )
    form = UnionIdentityForm(request.POST)
    if not form.is_valid():
        return _identity_page(request, seat, form, status=INVALID)
    set_identity(seat.organisation, seat.user, **form.cleaned_data)
    messages.success(request, _("Les prochaines factures portent cette identité."))
    return redirect("invoices:union")


def _identity_page(
    request: HttpRequest, seat: Seat, form: UnionIdentityForm, status: int = 200
) -> HttpResponse:
    page = {"form": form, "is_owner": seat.is_owner}
    return render(request, "invoices/identity.html", page, status=status)


def _page(
    request: HttpRequest,
    seat: Seat,
    answered: str = "",
    form: AnswerForm | None = None,
) -> HttpResponseBase:
    known = months() or [paris_date(now_ms()).replace(day=1)]
    month = month_named(request.GET.get("mois", ""), known, known[0])
    rows = issued_in(month).defer("content", "xml")
    listing = list_rows(request, Issued, rows, name=f"factures-{month:%Y-%m}")
    if listing.file:
        return listing.file
    page: dict[str, Any] = {
        "listing": listing,
        "month": month,
        "month_form": MonthForm(known, f"{month:%Y-%m}"),
        "any": bool(rows[:1]),
        "contests": [
            (one, form if one.id == answered else AnswerForm(auto_id=f"{one.id}_%s"))
            for one in open_contests()
        ],
        "missing": [(one, _reason(one)) for one in uninvoiced()],
        "identity": LegalIdentity.objects.filter(
            organisation=seat.organisation
        ).first(),
        "may_change": seat.may_change,
    }
    status = INVALID if form else 200
    return render(request, "invoices/union.html", page, status=status)


def _reason(transfer: Transfer) -> str:
    drawn = drawn_of(transfer)
    return drawn.words if isinstance(drawn, Unissued) else ""
