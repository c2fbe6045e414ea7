"""One request: what is needed to decide, the decision, a question to who asked."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.approvals import services as approvals
from toile.portal.approvals.forms import CommentForm
from toile.portal.approvals.models import Approval
from toile.portal.approvals.selectors import status_of
from toile.portal.approvals.thread import thread_of
from toile.portal.decisions import services
from toile.portal.decisions.dossiers import dossier_of, fingerprint
from toile.portal.decisions.forms import DecisionForm
from toile.portal.decisions.selectors import KINDS, next_url

Union = seated(Organisation.Kind.UNION)
CHANGED = 409
INVALID = 422


@require_http_methods(["GET", "HEAD", "POST"])
@Union
def page(request: HttpRequest, seat: Seat, approval_id: str) -> HttpResponse:
    """Show a request with its dossier; take the union's answer."""
    approval = _found(approval_id)
    if request.method != "POST":
        return _show(request, seat, approval)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _show(request, seat, approval, form, status=INVALID)
    given = form.cleaned_data
    try:
        decided = services.decide(
            approval.pk, given["decision"], given["comment"], given["seen"], seat.user
        )
    except services.StaleError as error:
        return _show_anew(request, seat, approval_id, form, error)
    except ValidationError as error:
        if hasattr(error, "error_dict"):
            form.add_error(None, error)
            return _show(request, seat, approval, form, status=INVALID)
        return _show_anew(request, seat, approval_id, form, error)
    messages.success(request, _said(decided))
    return redirect(_next(decided, given["back"]))


@require_POST
@Union
def ask(request: HttpRequest, seat: Seat, approval_id: str) -> HttpResponse:
    """Send a request back to who asked, with a question."""
    approval = _found(approval_id)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _show(request, seat, approval, question=form, status=INVALID)
    try:
        approvals.comment(
            approval,
            seat.organisation,
            seat.user,
            form.cleaned_data["text"],
            form.cleaned_data["key"],
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _show(request, seat, approval, question=form, status=INVALID)
    said = _("Question envoyée à %s : la demande attend sa réponse.")
    messages.success(request, said % approval.organisation)
    return redirect("decisions:request", approval.pk)


def _found(approval_id: str) -> Approval:
    found = Approval.objects.select_related("organisation", "decided_by")
    return get_object_or_404(found, pk=approval_id)


def _show_anew(
    request: HttpRequest,
    seat: Seat,
    approval_id: str,
    form: DecisionForm,
    error: ValidationError,
) -> HttpResponse:
    """Show what the request is now, keep what was typed, and say what happened."""
    approval = _found(approval_id)
    again = DecisionForm(
        initial={
            "seen": fingerprint(approval),
            "back": form.cleaned_data["back"],
            "comment": form.cleaned_data["comment"],
        }
    )
    return _show(
        request, seat, approval, again, stale=error.messages[0], status=CHANGED
    )


def _show(
    request: HttpRequest,
    seat: Seat,
    approval: Approval,
    form: DecisionForm | None = None,
    question: CommentForm | None = None,
    *,
    stale: str = "",
    status: int = 200,
) -> HttpResponse:
    back = request.GET.get("genre", "")
    dossier = dossier_of(approval)
    pending = approval.status == Approval.Status.PENDING
    lapsed = approval.status == Approval.Status.LAPSED
    return render(
        request,
        "decisions/request.html",
        {
            "approval": approval,
            "dossier": dossier,
            "part": f"decisions/_{approval.kind}.html",
            "thread": thread_of(approval.kind, approval.subject_id),
            "form": form
            or DecisionForm(initial={"seen": fingerprint(approval), "back": back}),
            "question": question or CommentForm(),
            "pending": pending,
            "may_decide": pending and seat.may_change,
            "may_write": seat.may_change and not lapsed,
            "newer": status_of(approval.kind, approval.subject_id) if lapsed else None,
            "next_url": next_url(approval),
            "stale": stale,
            "kept": form["comment"].value() if stale and form and not pending else "",
        },
        status=status,
    )


def _said(approval: Approval) -> str:
    if approval.status == Approval.Status.APPROVED:
        return _("%s : accordé. Le demandeur est prévenu par courrier.") % approval
    return _("%s : refusé. Le demandeur reçoit votre motif par courrier.") % approval


def _next(decided: Approval, back: str) -> str:
    kind = back if back in KINDS else ""
    return next_url(decided, kind) or reverse("decisions:queue")
