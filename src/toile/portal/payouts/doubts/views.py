"""The page of doubtful clicks: the evidence in counts, and a decision."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from toile.ledger.invalid import MOST_A_DAY, rate_of
from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.payouts.doubts import services
from toile.portal.payouts.doubts.forms import ReasonForm
from toile.portal.payouts.doubts.tables import Judged
from toile.portal.payouts.models import Doubt
from toile.portal.payouts.services import HOLD_DAYS
from toile.portal.ui.tables import list_rows

Judges = seated(Organisation.Kind.UNION, Organisation.Kind.OPERATOR)
_OF_IMPRESSIONS = 10_000


@require_safe
@Judges
def doubts(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """Show what waits for a judgement, and what was judged."""
    rows = Doubt.objects.select_related(
        "line__flight__campaign", "placement", "decided_by"
    )
    judged = rows.exclude(state=Doubt.State.OPEN)
    listing = list_rows(request, Judged, judged, name="clics-douteux")
    if listing.file:
        return listing.file
    waiting = [
        (one, _evidence(one), ReasonForm(auto_id=f"{one.pk}-%s"))
        for one in rows.filter(state=Doubt.State.OPEN)[:50]
    ]
    given = {
        "waiting": waiting,
        "listing": listing,
        "may_change": seat.may_change,
        "hold_days": HOLD_DAYS,
        "most": MOST_A_DAY,
    }
    return render(request, "payouts/doubts.html", given)


@require_POST
@Judges
def decide(request: HttpRequest, seat: Seat, doubt_id: str) -> HttpResponse:
    """Take the clicks of a finding out, or keep them."""
    out = request.POST.get("decision") == "out"
    try:
        found = services.decide(
            doubt_id, seat.user, request.POST.get("reason", "")[:1000], out=out
        )
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("payouts:doubts")
    if out:
        said = ngettext(
            "%d clic repris : il ne sera pas payé.",
            "%d clics repris : ils ne seront pas payés.",
            found.taken,
        )
        messages.success(request, said % found.taken)
    else:
        messages.success(request, _("Clics gardés : ils seront payés."))
    return redirect("payouts:doubts")


def _evidence(doubt: Doubt) -> dict[str, float | None]:
    """The rates of a finding, as shares of one."""
    if doubt.kind != Doubt.Kind.RATE:
        return {"rate": None, "usual": None}
    return {
        "rate": rate_of(doubt.clicks, doubt.shown) / _OF_IMPRESSIONS,
        "usual": doubt.usual / _OF_IMPRESSIONS,
    }
