"""The documents, one entry with its history, and the files."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from toile.portal.accountability import services
from toile.portal.accountability.documents import Code
from toile.portal.accountability.forms import EntryForm
from toile.portal.accountability.label import as_json
from toile.portal.accountability.paper import to_pdf
from toile.portal.accountability.selectors import Row, Standing, standing, versions
from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated

Both = seated(Organisation.Kind.UNION, Organisation.Kind.OPERATOR)
INVALID = 422


@require_safe
@Both
def overview(request: HttpRequest, seat: Seat) -> HttpResponse:
    """List the documents, who keeps each, and when it was last changed."""
    found = [standing(code) for code in Code]
    return render(
        request,
        "accountability/overview.html",
        {"found": found, "kinds": dict(Organisation.Kind.choices), "kind": seat.kind},
    )


@require_safe
@Both
def document(request: HttpRequest, seat: Seat, code: Code) -> HttpResponse:
    """Show a document whole."""
    found = standing(code)
    given = {"found": found, "may_change": _may_change(seat, found), "code": code.value}
    return render(request, "accountability/document.html", given)


@require_safe
@Both
def document_pdf(_request: HttpRequest, _seat: Seat, code: Code) -> HttpResponse:
    """Give a document as an accessible PDF."""
    pdf = to_pdf(standing(code), timezone.now())
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="toile-{code.value}.pdf"'
    return answer


@require_safe
@Both
def label(_request: HttpRequest, _seat: Seat) -> HttpResponse:
    """Give the label of the segment to machines, by the standard's names."""
    rows = standing(Code.LABEL).rows
    told = as_json([(row.key, row.fields.get("value", "")) for row in rows])
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})


@require_http_methods(["GET", "HEAD", "POST"])
@Both
def entry(request: HttpRequest, seat: Seat, code: Code, key: str) -> HttpResponse:
    """Show an entry with its versions, and write a new one."""
    found = standing(code)
    row = next((one for one in found.rows if one.key == key), None)
    if row is None:
        raise Http404
    if request.method != "POST":
        initial = row.fields | {"after": row.number}
        form = EntryForm(found.document, row.entry, initial=initial)
        return _entry(request, seat, found, row, form)
    form = EntryForm(found.document, row.entry, request.POST)
    if form.is_valid():
        try:
            services.write(
                code,
                key,
                form.cleaned_data,
                reason=form.cleaned_data["reason"],
                after=form.cleaned_data["after"],
                by=seat.user,
                organisation=seat.organisation,
            )
        except ValidationError as error:
            form.add_error(None, error)
            # What was read anew is what the next try follows.
            anew = request.POST.copy()
            anew["after"] = str(row.number)
            form.data = anew
        else:
            return redirect("accountability:document", code=code)
    return _entry(request, seat, found, row, form, INVALID)


def _entry(
    request: HttpRequest,
    seat: Seat,
    found: Standing,
    row: Row,
    form: EntryForm,
    status: int = 200,
) -> HttpResponse:
    given = {
        "found": found,
        "row": row,
        "form": form,
        "versions": versions(found.document.code, row.key).reverse(),
        "may_change": _may_change(seat, found)
        and bool(found.document.written(row.entry)),
    }
    return render(request, "accountability/entry.html", given, status=status)


def _may_change(seat: Seat, found: Standing) -> bool:
    return seat.may_change and seat.kind == found.document.writer
