"""The tokens of an organisation: listed, made, shown once, revoked."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.tokens import handover, selectors, services
from toile.portal.tokens.forms import TokenForm
from toile.portal.tokens.models import ApiToken
from toile.portal.tokens.tables import TokenFilters, Tokens
from toile.portal.ui.tables import list_rows


@require_http_methods(["GET", "HEAD", "POST"])
@seated(*Organisation.Kind)
def tokens(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """List the organisation's tokens, and make another."""
    form = TokenForm(request.POST or None, kind=seat.kind)
    if request.method == "POST" and form.is_valid():
        try:
            token, text = services.make_token(seat, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            answer = redirect("tokens:list")
            handover.hand_over(answer, token.id, text)
            return answer
    return _page(request, seat, form)


@require_POST
@seated(*Organisation.Kind)
def revoke(request: HttpRequest, seat: Seat, token_id: str) -> HttpResponse:
    """End a token at once."""
    token: ApiToken = get_object_or_404(
        selectors.tokens_of(seat.organisation), id=token_id
    )
    services.revoke_token(token, seat)
    messages.success(
        request, _("Le jeton « %s » est révoqué : il n’ouvre plus rien.") % token.name
    )
    return redirect("tokens:list")


def _page(request: HttpRequest, seat: Seat, form: TokenForm) -> HttpResponseBase:
    found = selectors.tokens_of(seat.organisation)
    listing = list_rows(
        request,
        Tokens,
        found,
        filters=TokenFilters,
        name="jetons",
        exclude=() if seat.may_change else ("revoke",),
    )
    if listing.file:
        return listing.file
    new_id, text = handover.take_over(request)
    new = found.filter(pk=new_id).first() if new_id else None
    answer = render(
        request,
        "tokens/list.html",
        {
            "form": form,
            "listing": listing,
            "text": text if new else "",
            "curl": _curl(request, text),
            "may_change": seat.may_change,
        },
        status=422 if form.errors else 200,
    )
    answer["Cache-Control"] = "no-store"
    if text:
        handover.forget(answer)
    return answer


def _curl(request: HttpRequest, text: str) -> str:
    """A first call to try the token with."""
    return (
        f'curl -H "Authorization: Bearer {text}" '
        f"{request.build_absolute_uri('/api/v1/me')}"
    )
