"""Steps two to five: identity, agreement, bank, pixel; each can be taken up again."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from toile.portal.accounts.models import User
from toile.portal.agreements.models import LegalIdentity
from toile.portal.agreements.texts import Party
from toile.portal.agreements.views.turns import take_turn
from toile.portal.members import services
from toile.portal.members.forms import BankForm, IdentityForm
from toile.portal.members.forms.identity import IDENTITY
from toile.portal.members.models import Join
from toile.portal.members.selectors import joins_of, may_go_on, own_organisations
from toile.portal.members.steps import (
    AGREEMENT,
    BANK,
    PIXEL,
    Progress,
    progress_of,
)
from toile.portal.members.steps import (
    IDENTITY as IDENTITY_STEP,
)
from toile.portal.members.views.wizard import pixel_page
from toile.portal.payouts.bank import Details, bank_account, change_bank_account

StepView = Callable[[HttpRequest, User, Progress], HttpResponseBase]


def of_a_join(view: StepView, *, step: int) -> Callable[..., HttpResponseBase]:
    """Let in the person who joins, to a step that is reached; lead others to theirs."""

    @wraps(view)
    def guarded(request: HttpRequest, join_id: str) -> HttpResponseBase:
        user = request.user
        assert isinstance(user, User)
        progress = progress_of(find(user, join_id))
        if step > progress.reached:
            messages.info(request, _("Cette étape s’ouvre après la précédente."))
            return redirect(progress.url())
        return view(request, user, progress)

    methods = require_http_methods(["GET", "HEAD", "POST"])
    return methods(login_required(never_cache(guarded)))


def find(user: User, join_id: str) -> Join:
    """Find a join of the person's own; whoever lost the right to go on is refused."""
    join: Join = get_object_or_404(joins_of(user), id=join_id)
    if not may_go_on(user, join):
        raise PermissionDenied(
            _("Vous n’êtes plus responsable de ce cinéma : demandez à qui l’est.")
        )
    return join


@require_safe
@login_required
def go_on(request: HttpRequest, join_id: str) -> HttpResponse:
    """Lead to the first step that is not done."""
    assert isinstance(request.user, User)
    return redirect(progress_of(find(request.user, join_id)).url())


def _identity(request: HttpRequest, user: User, progress: Progress) -> HttpResponse:
    if progress.agreement is not None:
        return _show(request, progress, IDENTITY_STEP, {"signed": progress.agreement})
    owned = own_organisations(user, progress.join)
    if request.method != "POST":
        form = IdentityForm(initial=_initial(user, progress.join), owned=owned)
        return _show(request, progress, IDENTITY_STEP, {"form": form})
    form = IdentityForm(request.POST, owned=owned)
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.identify(
                progress.join,
                user,
                identity=form.identity,
                cinema={
                    "name": given["cinema_name"],
                    "postal_code": given["postal_code"],
                },
                origins=given["origins"],
                contact_email=given["contact_email"],
                organisation=form.organisation,
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("members:agreement", progress.join.id)
    return _show(request, progress, IDENTITY_STEP, {"form": form}, status=422)


def _initial(user: User, join: Join) -> dict[str, Any]:
    known: dict[str, Any] = {
        "cinema_name": join.name,
        "town": join.commune,
        "postal_code": join.postal_code,
        "street": join.listed.address if join.listed else "",
        "contact_name": user.name,
        "contact_email": user.email,
    }
    if join.cinema is None:
        return known
    identity: LegalIdentity = join.cinema.organisation.identity
    site = join.cinema.sites.first()
    return {
        **known,
        **{name: getattr(identity, name) for name in IDENTITY},
        "contact_email": join.cinema.organisation.contact_email,
        "origins": "\n".join(site.origins) if site else "",
    }


def _agreement(request: HttpRequest, user: User, progress: Progress) -> HttpResponse:
    if progress.agreement is not None:
        return _show(request, progress, AGREEMENT, {"signed": progress.agreement})
    cinema = progress.join.cinema
    assert cinema is not None
    turn = take_turn(request, user, Party(cinema.organisation, cinema))
    if turn.signed:
        return redirect("members:bank", progress.join.id)
    if turn.sent:
        return redirect("members:agreement", progress.join.id)
    return _show(request, progress, AGREEMENT, turn.given, status=turn.status)


def _bank(request: HttpRequest, user: User, progress: Progress) -> HttpResponse:
    cinema = progress.join.cinema
    assert cinema is not None
    account = bank_account(cinema.organisation)
    identity = cinema.organisation.identity
    if request.method != "POST":
        form = BankForm(initial={"holder": identity.legal_name[:70]})
        return _show(request, progress, BANK, {"form": form, "account": account})
    if account and "keep" in request.POST:
        services.submit(progress.join, user)
        return redirect("members:pixel", progress.join.id)
    form = BankForm(request.POST)
    if not form.is_valid():
        given = {"form": form, "account": account}
        return _show(request, progress, BANK, given, status=422)
    with transaction.atomic():
        change_bank_account(cinema.organisation, Details(**form.cleaned_data), user)
        services.submit(progress.join, user)
    return redirect("members:pixel", progress.join.id)


def _pixel(request: HttpRequest, _user: User, progress: Progress) -> HttpResponseBase:
    cinema = progress.join.cinema
    assert cinema is not None
    given = {"steps": progress.bar(PIXEL), "join": progress.join}
    return pixel_page(request, cinema, given, may_change=True)


identity = of_a_join(_identity, step=IDENTITY_STEP)
agreement = of_a_join(_agreement, step=AGREEMENT)
bank = of_a_join(_bank, step=BANK)
pixel = of_a_join(_pixel, step=PIXEL)

_TEMPLATES = {
    IDENTITY_STEP: "members/identity.html",
    AGREEMENT: "members/agreement.html",
    BANK: "members/bank.html",
}


def _show(
    request: HttpRequest,
    progress: Progress,
    step: int,
    given: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    shown = {"steps": progress.bar(step), "join": progress.join, **given}
    return render(request, _TEMPLATES[step], shown, status=status)
