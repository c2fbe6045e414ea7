"""The audit trail: searched, narrowed, exported, checked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toile.portal.accounts.models import Organisation, User
from toile.portal.accounts.seats import Seat, seated
from toile.portal.audit import selectors
from toile.portal.audit.chain import AT_ONCE, chain_state, check_on
from toile.portal.audit.tables import Own, OwnFilters, Trail, TrailFilters
from toile.portal.ui.tables import list_rows

PAGE = 50


@require_safe
@seated(Organisation.Kind.UNION)
def trail(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """Show the deeds, the newest first, and whether the chain still holds."""
    listing = list_rows(
        request,
        Trail,
        selectors.entries(),
        filters=TrailFilters,
        name="journal-audit",
        per_page=PAGE,
    )
    if listing.file:
        return listing.file
    return render(
        request,
        "audit/trail.html",
        {
            "listing": listing,
            "chain": chain_state(),
            "at_once": AT_ONCE,
            "may_check": seat.may_change,
        },
    )


@require_POST
@seated(Organisation.Kind.UNION)
def check(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Follow the chain from where the last check ended."""
    found = check_on(seat.user)
    if found.broken_id:
        said = _("La chaîne est rompue à l’entrée %d.") % found.broken_id
        messages.error(request, said)
    else:
        said = _("%d entrées vérifiées depuis la première : la chaîne tient.")
        messages.success(request, said % found.entries)
    return redirect("audit:trail")


@require_safe
@login_required
def own(request: HttpRequest) -> HttpResponseBase:
    """Show somebody what happened to their account."""
    assert isinstance(request.user, User)
    listing = list_rows(
        request,
        Own,
        selectors.account_entries(request.user),
        filters=OwnFilters,
        name="activite",
    )
    return listing.file or render(request, "audit/own.html", {"listing": listing})
