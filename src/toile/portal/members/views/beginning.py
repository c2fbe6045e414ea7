"""The first step: find oneself, be confirmed by letter, have an account."""

from collections.abc import Callable

from allauth.account.utils import perform_login
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from toile.portal.accounts.forms.account import NewAccountForm
from toile.portal.accounts.models import User
from toile.portal.accounts.seats import SESSION_KEY
from toile.portal.accounts.tokens import hash_token
from toile.portal.accounts.views.answers import posted
from toile.portal.cinemas.models import ListedCinema
from toile.portal.cinemas.search import (
    members_by_number,
    readable,
    search,
    whom_to_ask,
)
from toile.portal.members import services
from toile.portal.members.forms.beginning import (
    ByHandAndEmailForm,
    ByHandForm,
    EmailForm,
)
from toile.portal.members.models import Join
from toile.portal.members.selectors import joins_of
from toile.portal.members.steps import CINEMA, bar, progress_of
from toile.wire.geography import DEPARTEMENTS

_LONGEST_QUERY = 100


@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """Let a cinema find itself in the CNC's list; show what was begun."""
    words = request.GET.get("q", "")[:_LONGEST_QUERY]
    place = request.GET.get("departement", "")
    place = place if place in DEPARTEMENTS else ""
    begun = joins_of(request.user) if isinstance(request.user, User) else ()
    return render(
        request,
        "members/join.html",
        {
            "steps": bar(CINEMA),
            "words": words,
            "place": place,
            "departements": [(code, one.name) for code, one in DEPARTEMENTS.items()],
            "search": search(words, place) if words.strip() or place else None,
            "begun": [progress_of(one) for one in begun],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest, number: str) -> HttpResponse:
    """Show a cinema of the list, and begin to join as it."""
    row = get_object_or_404(ListedCinema, number=number)
    member = members_by_number([number]).get(number)
    given = {
        "steps": bar(CINEMA),
        "listed": row,
        "name": readable(row.name),
        "member": member,
        "owners": whom_to_ask(member) if member else (),
    }
    signed_in = isinstance(request.user, User)
    if member:
        status = 409 if request.method == "POST" else 200
        return render(request, "members/listed.html", given, status=status)
    form = Form(posted(request)) if signed_in else EmailForm(posted(request))
    return _begin(
        request, form, "members/listed.html", given, lambda _f: services.Facts.of(row)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def by_hand(request: HttpRequest) -> HttpResponse:
    """Begin to join as a cinema that is not in the list."""
    signed_in = isinstance(request.user, User)
    form = (ByHandForm if signed_in else ByHandAndEmailForm)(posted(request))

    def facts(form: Form) -> services.Facts:
        given = form.cleaned_data
        return services.Facts(
            given["name"], given["commune"], given["postal_code"], given["screens"]
        )

    return _begin(request, form, "members/by_hand.html", {"steps": bar(CINEMA)}, facts)


def _begin(
    request: HttpRequest,
    form: Form,
    template: str,
    given: dict[str, object],
    facts: Callable[[Form], services.Facts],
) -> HttpResponse:
    if request.method != "POST":
        return render(request, template, {**given, "form": form})
    if form.is_valid():
        user = request.user if isinstance(request.user, User) else None
        email = form.cleaned_data.get("email", "")
        try:
            begun = services.start(facts(form), user, email)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            if user:
                return redirect(progress_of(begun).url())
            request.session["joining"] = begun.email
            return redirect("members:sent")
    return render(request, template, {**given, "form": form}, status=422)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say that a letter is on its way."""
    return render(
        request,
        "members/sent.html",
        {"steps": bar(CINEMA), "email": request.session.get("joining", "")},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """Make the account of whoever opened the link of the letter."""
    found = Join.objects.filter(token_hash=hash_token(token)).first()
    if found is None or not found.link_is_good:
        # 410: it was there, or may have been; it will not come back.
        return render(request, "members/stale.html", {"steps": bar(CINEMA)}, status=410)
    form = NewAccountForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            user = services.confirm(found, **form.cleaned_data)
        except ValidationError as error:
            form.add_faults(
                error.message_dict
                if hasattr(error, "error_dict")
                else {"": error.messages}
            )
        else:
            request.session.pop(SESSION_KEY, None)
            found.refresh_from_db()
            answer: HttpResponse = perform_login(
                request,
                user,
                email=user.email,
                redirect_url=progress_of(found).url(),
            )
            return answer
    status = 422 if request.method == "POST" else 200
    given = {"steps": bar(CINEMA), "join": found, "form": form}
    return render(request, "members/confirm.html", given, status=status)
