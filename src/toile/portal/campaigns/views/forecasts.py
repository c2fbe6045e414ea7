"""The live forecast, as a part of the wizard's pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toile.portal.accounts.seats import Seat
from toile.portal.campaigns.forms.steps import BudgetForm, CriteriaForm
from toile.portal.campaigns.models import Campaign
from toile.portal.campaigns.views.opening import of_a_draft
from toile.portal.campaigns.wizard import criteria
from toile.portal.campaigns.wizard.current import current_line
from toile.portal.campaigns.wizard.outlook import outlook
from toile.portal.charter.selectors import rules_in_force
from toile.wire.clock import now_ms, paris_date


@require_safe
@of_a_draft
def forecast(request: HttpRequest, _seat: Seat, campaign: Campaign) -> HttpResponse:
    """Forecast a draft with what is being typed; nothing is kept."""
    now = current_line(campaign, request)
    least = rules_in_force(paris_date(now_ms())).smallest_segment
    given: dict[str, Any] = {"campaign": campaign, "brief": "where" in request.GET}
    given["least"] = least
    if now.flight is None:
        given["unread"] = _("Donnez d’abord les dates.")
    else:
        asked, unread = _typed(request.GET)
        given["unread"] = unread
        if not unread:
            given["outlook"] = outlook(
                campaign, now.flight, now.line, least=least, **asked
            )
    answer = render(request, "campaigns/_forecast.html", given)
    answer["Cache-Control"] = "no-store"
    return answer


def _typed(query: QueryDict) -> tuple[dict[str, Any], str]:
    """Read what of the form can be read; tell what cannot."""
    if "where" in query:
        form = CriteriaForm(query, stored={})
        # Nothing is kept, so nothing can be stale.
        del form.fields["seen"]
        if not form.is_valid():
            return {}, " ".join(_faults(form.errors.values()))
        return {"wanted": _kept(form.cleaned_data)}, ""
    if "budget" in query or "price" in query:
        money = BudgetForm(query, stored={})
        del money.fields["seen"]
        if not money.is_valid():
            return {}, " ".join(_faults(money.errors.values()))
        found = money.cleaned_data
        return {"budget_micros": found["budget"], "price_micros": found["price"]}, ""
    return {}, ""


def _kept(answers: dict[str, Any]) -> dict[str, Any]:
    return criteria.told(answers) | {"holdout_percent": answers["holdout_percent"]}


def _faults(errors: Any) -> list[str]:  # noqa: ANN401 - Django's own list of lists
    return [str(fault) for faults in errors for fault in faults]
