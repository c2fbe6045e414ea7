"""The register: the list, a new request, one with its clock, its document."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.subject_requests import selectors, services
from toile.portal.subject_requests.forms import AnswerForm, ProlongForm, RegisterForm
from toile.portal.subject_requests.models import AnswerDocument, SubjectRequest
from toile.portal.subject_requests.tables import (
    STATES,
    RequestFilters,
    Requests,
    state_of,
)
from toile.portal.ui.tables import list_rows
from toile.wire.clock import now_ms, paris_date

Union = seated(Organisation.Kind.UNION)
INVALID = 422


@require_safe
@Union
def listed(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """List the requests; the late ones stand above."""
    rows = selectors.requests()
    listing = list_rows(
        request, Requests, rows, filters=RequestFilters, name="demandes"
    )
    if listing.file:
        return listing.file
    given = {"listing": listing, "may_change": seat.may_change}
    return render(request, "subject_requests/list.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@Union
def register(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Note a request that came."""
    today = paris_date(now_ms())
    form = RegisterForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        key = given.pop("key")
        asked = services.register(given, seat.organisation, seat.user, key)
        messages.success(request, _("C’est noté : le délai court."))
        return redirect("subject_requests:detail", asked.pk)
    status = INVALID if form.is_bound else 200
    given = {"form": form, "may_change": seat.may_change}
    return render(request, "subject_requests/form.html", given, status=status)


@require_safe
@Union
def detail(request: HttpRequest, seat: Seat, pk: str) -> HttpResponse:
    """Show a request, its clock, and what remains to be done."""
    return _show(request, seat, get_object_or_404(selectors.requests(), pk=pk))


@require_POST
@Union
def prolong(request: HttpRequest, seat: Seat, pk: str) -> HttpResponse:
    """Take two months more."""
    asked = get_object_or_404(selectors.requests(), pk=pk)
    form = ProlongForm(request.POST, today=paris_date(now_ms()))
    if form.is_valid():
        told, why = form.cleaned_data["told_on"], form.cleaned_data["why"]
        try:
            services.prolong(pk, told, why, seat.organisation, seat.user)
        except ValidationError as error:
            form.add_error(None, error.messages[0])
        else:
            messages.success(request, _("Le délai est prolongé de deux mois."))
            return redirect("subject_requests:detail", pk)
    return _show(request, seat, asked, prolonging=form)


@require_POST
@Union
def answer(request: HttpRequest, seat: Seat, pk: str) -> HttpResponse:
    """Note what was answered."""
    asked = get_object_or_404(selectors.requests(), pk=pk)
    form = AnswerForm(request.POST, request.FILES, today=paris_date(now_ms()))
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.answer(
                pk,
                given["on"],
                given["text"],
                given["document"],
                seat.organisation,
                seat.user,
            )
        except ValidationError as error:
            form.add_error(None, error.messages[0])
        else:
            messages.success(request, _("La réponse est notée."))
            return redirect("subject_requests:detail", pk)
    return _show(request, seat, asked, answering=form)


@require_POST
@Union
def close(request: HttpRequest, seat: Seat, pk: str) -> HttpResponse:
    """Close a request."""
    get_object_or_404(SubjectRequest, pk=pk)
    try:
        services.close(pk, seat.organisation, seat.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("La demande est close."))
    return redirect("subject_requests:detail", pk)


@require_safe
@Union
def document(request: HttpRequest, _seat: Seat, pk: str) -> HttpResponse:
    """Give the document of an answer, to be kept and not shown."""
    found = get_object_or_404(AnswerDocument, request_id=pk)
    answer = HttpResponse(bytes(found.content), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="reponse-{pk}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def _show(
    request: HttpRequest,
    seat: Seat,
    asked: SubjectRequest,
    *,
    prolonging: ProlongForm | None = None,
    answering: AnswerForm | None = None,
) -> HttpResponse:
    today = paris_date(now_ms())
    state = state_of(asked, today)
    wrong = prolonging is not None or answering is not None
    given = {
        "asked": asked,
        "state": state,
        "state_words": STATES[state],
        "document": AnswerDocument.objects.filter(request=asked)
        .defer("content")
        .first(),
        "prolonging": prolonging or ProlongForm(today=today),
        "answering": answering or AnswerForm(today=today),
        "may_prolong": asked.is_open
        and asked.prolonged_on is None
        and asked.answered_on is None
        and today <= asked.due_on,
        "may_change": seat.may_change,
    }
    return render(
        request,
        "subject_requests/detail.html",
        given,
        status=INVALID if wrong else 200,
    )
