"""The queue of decisions, several at once, and what was decided."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.approvals.models import Approval
from toile.portal.decisions import selectors, services
from toile.portal.decisions.selectors import KINDS, Waiting
from toile.portal.decisions.tables import AnswerFilters, Answers, Queue
from toile.portal.ui.steps import Tab
from toile.portal.ui.tables import list_rows
from toile.wire.clock import now_ms, paris_date

Union = seated(Organisation.Kind.UNION)
MOST_AT_ONCE = 100


@require_safe
@Union
def queue(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """Show all that waits for the union, the oldest first."""
    kind = request.GET.get("genre", "")
    kind = kind if kind in KINDS else ""
    everything = selectors.queue(paris_date(now_ms()))
    shown = [one for one in everything if kind in {"", one.kind}]
    listing = list_rows(
        request,
        Queue,
        shown,
        name="a-decider",
        known=selectors.known_distributors(),
        may_decide=seat.may_change,
    )
    if listing.file:
        return listing.file
    return render(
        request,
        "decisions/queue.html",
        {
            "listing": listing,
            "tabs": _tabs(everything, kind),
            "kind": kind,
            "oldest": shown[0] if shown else None,
            "films": seat.may_change
            and any(one.kind == Approval.Kind.FILM for one in shown),
        },
    )


def _tabs(waiting: list[Waiting], kind: str) -> list[Tab]:
    address = reverse("decisions:queue")
    tabs = [Tab(_("Tout (%d)") % len(waiting), address, current=not kind)]
    for code, count in selectors.counts(waiting).items():
        label = f"{KINDS[code]} ({count})"
        tabs.append(Tab(label, f"{address}?genre={code}", current=code == kind))
    return tabs


@require_POST
@Union
def approve_films(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Approve the films that were ticked."""
    ids = request.POST.getlist("films")[:MOST_AT_ONCE]
    if not ids:
        messages.error(request, _("Cochez d’abord les films à accorder."))
    result = services.approve_films(ids, seat.user)
    if result.done:
        count = len(result.done)
        said = ngettext("%d film accordé.", "%d films accordés.", count)
        messages.success(request, said % count)
    for fault in result.faults:
        messages.error(request, fault)
    return redirect(f"{reverse('decisions:queue')}?genre={Approval.Kind.FILM}")


@require_safe
@Union
def answers(request: HttpRequest, _seat: Seat) -> HttpResponseBase:
    """Show what the union decided, the newest first."""
    listing = list_rows(
        request, Answers, selectors.decided(), filters=AnswerFilters, name="decisions"
    )
    if listing.file:
        return listing.file
    return render(request, "decisions/answers.html", {"listing": listing})
