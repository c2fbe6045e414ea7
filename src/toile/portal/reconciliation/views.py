"""The last reconciliation, for the union and the operator; another one on demand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.reconciliation import clock, selectors, words

_WHO = (Organisation.Kind.UNION, Organisation.Kind.OPERATOR)
_EARLIER = 30


@require_safe
@seated(*_WHO)
def overview(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show what was compared, what differs and why."""
    check = selectors.last_check()
    context: dict[str, object] = {"check": check, "may_change": seat.may_change}
    if check is not None:
        report = selectors.report_of(check)
        shown = words.shown(list(report.differences))
        context |= {
            "rows": words.rows(report.compared, list(report.differences)),
            "wrong": [one for one in shown if not one.is_explained],
            "explained": [one for one in shown if one.is_explained],
            "earlier": selectors.earlier()[1:_EARLIER],
        }
    return render(request, "reconciliation/overview.html", context)


@require_POST
@seated(*_WHO)
def compare(request: HttpRequest, _seat: Seat) -> HttpResponse:
    """Ask for one more reconciliation."""
    clock.ask()
    messages.success(
        request, _("Le rapprochement commence ; il paraît ici dès qu’il est fini.")
    )
    return redirect("reconciliation:overview")
