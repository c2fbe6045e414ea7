"""The page of an installation: four steps for one site, for two kinds of callers."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from toile.portal.accounts.models import User
from toile.portal.cinemas.models import Cinema, Site
from toile.portal.mail.services import absolute
from toile.portal.members import services
from toile.portal.members.forms import SiteToolsForm, WebmasterForm
from toile.portal.members.installation import (
    CHECK,
    LINES,
    NOTICE,
    STEPS,
    TOOLS,
    Installing,
    after,
    installing,
)
from toile.portal.members.pixel.consent_tools import OWN_BANNER
from toile.portal.members.pixel.notice import notice_of
from toile.portal.members.pixel.tutorial import tutorial_of
from toile.portal.payouts.signs import SiteSigns, signs_of
from toile.wire.clock import now_ms, paris_date


def pixel_page(
    request: HttpRequest, cinema: Cinema, given: Mapping[str, Any], *, may_change: bool
) -> HttpResponseBase:
    """Show a step of a site's installation, or keep what was said there."""
    site = wanted_site(request, cinema)
    if request.method == "POST" and site is not None and may_change:
        return _keep(request, cinema, site, given)
    return shown(request, cinema, site, given, may_change=may_change)


def wanted_site(request: HttpRequest, cinema: Cinema) -> Site | None:
    """Find the site that was asked for; else the cinema's first."""
    sites = list(cinema.sites.order_by("name"))
    wanted = request.GET.get("site") or request.POST.get("site") or ""
    return next((one for one in sites if one.id == wanted), sites[0] if sites else None)


def shown(
    request: HttpRequest,
    cinema: Cinema,
    site: Site | None,
    given: Mapping[str, Any],
    *,
    may_change: bool,
    status: int = 200,
) -> HttpResponse:
    """Draw the page; ``given`` may hold a form that was filled in, and its step."""
    context: dict[str, Any] = {
        "cinema": cinema,
        "sites": list(cinema.sites.order_by("name")),
        "site": site,
        "may_change": may_change,
    }
    if site is not None:
        found = next((s for s in _signs(cinema) if s.site == site), None)
        state = installing(site, works=bool(found and found.works))
        step = given.get("step") or _asked(request) or state.reached
        context |= {"found": found, "installing": state, "step": step}
        context |= _bar(site, state, step) | _of_step(request, site, step)
    return render(request, "members/pixel.html", {**context, **given}, status=status)


def step_url(site: Site, step: str) -> str:
    """Where a step is, within the page that is shown."""
    return f"?site={site.id}&etape={step}"


def _asked(request: HttpRequest) -> str:
    step = request.GET.get("etape", "")
    return step if step in STEPS else ""


def _signs(cinema: Cinema) -> list[SiteSigns]:
    return signs_of(cinema, paris_date(now_ms()))


def _bar(site: Site, state: Installing, step: str) -> dict[str, Any]:
    before = STEPS[max(STEPS.index(step) - 1, 0)]
    return {
        "parts": state.bar(step, lambda one: step_url(site, one)),
        "part": f"members/installation/{step}.html",
        "done_on": state.done_on(step),
        "back": "" if before == step else step_url(site, before),
        "on": step_url(site, after(step)),
    }


def _of_step(request: HttpRequest, site: Site, step: str) -> dict[str, Any]:
    if step == TOOLS:
        tools = {
            "maker": site.maker,
            "consent_tool": site.consent_tool or OWN_BANNER,
        }
        return {"form": SiteToolsForm(initial=tools)}
    if step == LINES:
        by = request.user
        name = by.name or by.email if isinstance(by, User) else ""
        return {"tutorial": tutorial_of(site, name), "letter": WebmasterForm()}
    if step == NOTICE:
        return {
            "notice": notice_of(site, paris_date(now_ms())),
            "my_data": absolute(reverse("spectators:my_data")),
        }
    return {}


def _keep(
    request: HttpRequest, cinema: Cinema, site: Site, given: Mapping[str, Any]
) -> HttpResponseBase:
    step = request.POST.get("step", TOOLS)
    if step in {LINES, NOTICE}:
        services.tick(site, step, paris_date(now_ms()))
    elif step != CHECK:
        form = SiteToolsForm(request.POST)
        if not form.is_valid():
            wrong = {**given, "form": form, "step": TOOLS}
            return shown(request, cinema, site, wrong, may_change=True, status=422)
        user = request.user if isinstance(request.user, User) else None
        services.choose_tools(site, **form.cleaned_data, by=user)
        messages.success(request, _("Voici les lignes et le tutoriel de votre site."))
        step = TOOLS
    return redirect(f"{request.path}{step_url(site, after(step))}")
