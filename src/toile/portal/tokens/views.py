"""The tokens of an organisation: listed, made, shown once, revoked."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.tokens import handover, selectors, services
from toile.portal.tokens.forms import TokenForm
from toile.portal.tokens.models import ApiToken
from toile.portal.tokens.scopes import named


@require_http_methods(["GET", "HEAD", "POST"])
@seated(*Organisation.Kind)
def tokens(request: HttpRequest, seat: Seat) -> HttpResponse:
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


def _page(request: HttpRequest, seat: Seat, form: TokenForm) -> HttpResponse:
    new_id, text = handover.take_over(request)
    found = list(selectors.tokens_of(seat.organisation))
    new = next((token for token in found if token.id == new_id), None)
    answer = render(
        request,
        "tokens/list.html",
        {
            "form": form,
            "tokens": [(token, named(token.scopes)) for token in found],
            "new": new,
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
