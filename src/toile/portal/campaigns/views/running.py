"""What all steps of the wizard do alike: show, check, keep, go on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.campaigns.models import Campaign
from toile.portal.campaigns.wizard.current import Current
from toile.portal.campaigns.wizard.steps import after, path_at, reachable, step_url

THEN = "then"
QUIT, STAY, REVIEW = "quit", "stay", "review"


def run_step(
    request: HttpRequest,
    campaign: Campaign,
    at: str,
    form: BaseForm,
    save: Callable[[dict[str, Any]], object],
    current: Current | None = None,
    **given: object,
) -> HttpResponse:
    """Show a step or keep its answers; what a service refuses is told in the form."""
    if request.method == "POST" and form.is_valid():
        try:
            save(form.cleaned_data)
        except ValidationError as error:
            _tell(form, error)
        else:
            return _onward(request, campaign, at, current)
    return render(
        request,
        f"campaigns/wizard/{at}.html",
        {
            "campaign": campaign,
            "path": path_at(Campaign.objects.get(pk=campaign.pk), at, timezone.now()),
            "form": form,
            "current": current,
        }
        | dict(given),
        status=422 if form.errors else 200,
    )


def too_early(request: HttpRequest, campaign: Campaign, at: str) -> HttpResponse | None:
    """Lead to the step that must come first, if there is one."""
    can = reachable(campaign)
    if at in can:
        return None
    messages.error(request, _("Cette étape vient un peu plus tard."))
    return redirect(step_url(campaign, can[-1]))


def _tell(form: BaseForm, error: ValidationError) -> None:
    """Put a service's words beside the field they name, if the form has it."""
    if hasattr(error, "error_dict"):
        for name, faults in error.error_dict.items():
            form.add_error(name if name in form.fields else None, faults)
    else:
        form.add_error(None, error)


def _onward(
    request: HttpRequest, campaign: Campaign, at: str, current: Current | None
) -> HttpResponse:
    then = request.POST.get(THEN, "")
    query = current.query if current else ""
    if then == QUIT:
        messages.success(request, _("Le brouillon est enregistré."))
        return redirect("campaigns:settings", campaign.id)
    if then == REVIEW:
        return redirect(step_url(campaign, "review"))
    return redirect(step_url(campaign, at if then == STAY else after(at)) + query)
