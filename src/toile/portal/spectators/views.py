"""Why this ad, and what is held on this browser."""

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from toile.portal.accounts.selectors import controllers
from toile.portal.agreements.selectors import once_members, rate
from toile.portal.campaigns.criteria import describe
from toile.portal.charter.selectors import rules_in_force
from toile.portal.charter.words import told_to_visitors
from toile.portal.cinemas.selectors import names, site_names
from toile.portal.spectators.ads import Asked, explained
from toile.portal.spectators.labels import PLACES, SEGMENTS
from toile.portal.spectators.selectors import shown_line, shown_placement
from toile.portal.spectators.why import Unopened, open_link
from toile.wire.clock import now_ms


@require_safe
def why(request: HttpRequest, token: str) -> HttpResponse:
    """Explain an ad: who pays, for which film, by which criteria, how to stop it."""
    opened = open_link(token, settings.TOILE.ads_keys, now_ms())
    if isinstance(opened, Unopened):
        return _unopened(request, opened)
    line = shown_line(opened.line)
    if line is None:
        return _unopened(request, Unopened.FORGED)
    return render(
        request,
        "spectators/why.html",
        {
            "campaign": line.flight.campaign,
            "criteria": describe(line),
            "placement": shown_placement(opened.placement),
            "pool": line.pool,
        },
    )


@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Show, by the visitor's own browser, what is held on it, and erase it."""
    members = once_members()
    return render(
        request,
        "spectators/my_data.html",
        {
            "me_url": f"{settings.TOILE.pool_url}/me",
            "ads_url": settings.TOILE.ads_url,
            "sharing": _sharing(),
            "window_days": rules_in_force(timezone.localdate()).window_days,
            "segments": {name: str(label) for name, label in SEGMENTS.items()},
            "places": {name: str(label) for name, label in PLACES.items()},
            "cinemas": names(members),
            "sites": site_names(members),
            "controllers": controllers(),
        },
    )


def _sharing() -> str:
    terms = rate(timezone.localdate())
    return "" if terms is None else told_to_visitors(vars(terms))


# Nothing is changed, and no cookie is looked at: the page asks without any.
@csrf_exempt
@require_POST
def ads(request: HttpRequest) -> HttpResponse:
    """Name the ads and campaigns whose ids a browser holds."""
    try:
        asked = msgspec.json.decode(request.body, type=Asked)
    except (ValueError, RecursionError):
        return JsonResponse({"detail": "two lists of ids"}, status=400)
    return JsonResponse(explained(asked))


def _unopened(request: HttpRequest, status: Unopened) -> HttpResponse:
    return render(
        request, "spectators/unopened.html", {"status": status.value}, status=status
    )
