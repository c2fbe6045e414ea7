"""Signing an agreement anew: a first one outside joining, a renewal, the operator's."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.agreements.forms import ScanForm
from toile.portal.agreements.paper import to_pdf
from toile.portal.agreements.rules import party_of
from toile.portal.agreements.signing import bring_scan, sheet, waiting_for
from toile.portal.agreements.signing.scans import MOST_BYTES
from toile.portal.agreements.texts import Party, contract_of
from toile.portal.agreements.views.turns import INVALID, take_turn
from toile.wire.clock import now_ms, paris_date

Kind = Organisation.Kind
Signers = seated(Kind.CINEMA, Kind.OPERATOR)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@Signers
def sign(request: HttpRequest, seat: Seat, party_key: str) -> HttpResponse:
    """Show the present text to whoever represents the party, and let them sign."""
    party = _party(seat, party_key)
    waiting = waiting_for(party)
    if waiting is not None:
        return redirect("agreements:agreement", waiting.pk)
    turn = take_turn(request, seat.user, party)
    if turn.signed:
        messages.success(
            request, _("C’est signé. Le syndicat signe à son tour, puis elle compte.")
        )
        return redirect("agreements:agreement", turn.signed.pk)
    if turn.sent:
        return redirect("agreements:sign", party_key)
    given = {"party": party, "party_key": party_key, **turn.given}
    return render(request, "agreements/sign.html", given, status=turn.status)


@require_safe
@Signers
def draft(request: HttpRequest, seat: Seat, party_key: str) -> HttpResponse:
    """Give the present text as a PDF, to be read or signed by hand."""
    del request
    party = _party(seat, party_key)
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    contract = contract_of(party, today.date())
    answer = HttpResponse(
        to_pdf(sheet(contract), today), content_type="application/pdf"
    )
    answer["Content-Disposition"] = 'attachment; filename="convention-projet.pdf"'
    return answer


@require_POST
@Signers
def scan(request: HttpRequest, seat: Seat, party_key: str) -> HttpResponse:
    """Take the agreement that was signed on paper."""
    party = _party(seat, party_key)
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["scan"]
        # One byte more than may be: read no further to know that it is too big.
        content = given.read(MOST_BYTES + 1)
        try:
            made = bring_scan(party, seat.user, content, paris_date(now_ms()))
        except ValidationError as error:
            form.add_error("scan", error.messages)
        else:
            messages.success(
                request, _("Document reçu : le syndicat le lit, puis y répond.")
            )
            return redirect("agreements:agreement", made.pk)
    turn = take_turn(_as_get(request), seat.user, party)
    shown = {"party": party, "party_key": party_key, **turn.given, "scan_form": form}
    return render(request, "agreements/sign.html", shown, status=INVALID)


def _as_get(request: HttpRequest) -> HttpRequest:
    request.method = "GET"
    return request


def _party(seat: Seat, key: str) -> Party:
    party = party_of(seat, key)
    if party is None:
        raise Http404
    if not seat.is_owner:
        raise PermissionDenied(
            _("Seule une personne responsable de cette organisation signe pour elle.")
        )
    return party
