"""The audit trail, page by page."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toile.portal.accounts.models import Organisation, User
from toile.portal.accounts.seats import Seat, seated
from toile.portal.audit import selectors
from toile.portal.audit.labels import action_label, means_label

PAGE = 50


@require_safe
@seated(Organisation.Kind.UNION)
def trail(request: HttpRequest, _seat: Seat) -> HttpResponse:
    """Show the deeds, the newest first, and whether the chain still holds."""
    pages = Paginator(selectors.entries(), PAGE)
    page = pages.get_page(request.GET.get("page"))
    return render(
        request,
        "audit/trail.html",
        {
            "page": page,
            "entries": [(entry, action_label(entry.action)) for entry in page],
            "broken": selectors.first_broken(),
        },
    )


@require_safe
@login_required
def own(request: HttpRequest) -> HttpResponse:
    """Show somebody what happened to their account of late."""
    assert isinstance(request.user, User)
    found = selectors.account_entries(request.user)[:PAGE]
    deeds = [
        (entry, action_label(entry.action), means_label(entry.details.get("means", [])))
        for entry in found
    ]
    return render(request, "audit/own.html", {"deeds": deeds})
