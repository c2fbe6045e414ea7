"""The union's queue of requests, and its answers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.approvals import selectors, services
from toile.portal.approvals.forms import DecisionForm
from toile.portal.approvals.models import Approval


@require_safe
@seated(Organisation.Kind.UNION)
def queue(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show what waits for the union, and what it decided last."""
    return render(
        request,
        "approvals/queue.html",
        {
            "pending": selectors.pending(),
            "recent": selectors.recent_decisions(),
            "may_decide": seat.may_change,
        },
    )


@require_POST
@seated(Organisation.Kind.UNION)
def decide(request: HttpRequest, seat: Seat, approval_id: str) -> HttpResponse:
    """Take the union's answer to one request."""
    approval = get_object_or_404(Approval, id=approval_id)
    form = DecisionForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(_("Choisissez d’accorder ou de refuser."))
        comment = form.cleaned_data["comment"]
        if form.cleaned_data["decision"] == "approve":
            services.approve(approval.id, seat.user, comment)
            messages.success(request, _("%s : accordé.") % approval)
        else:
            services.refuse(approval.id, seat.user, comment)
            messages.success(request, _("%s : refusé.") % approval)
    except ValidationError as error:
        for fault in error.messages:
            messages.error(request, f"{approval} : {fault}")
    return redirect("approvals:queue")
