"""The union pays its cinemas: runs, one run, the account, the bank's answers."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toile.ledger.bank_answers import Outcome, UnreadableAnswerError
from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.payouts.bank import Details
from toile.portal.transfers import selectors, services
from toile.portal.transfers.forms import AnswerForm, PayerForm, SettleForm
from toile.portal.transfers.models import Run, Transfer
from toile.portal.transfers.refusals import RefusedError
from toile.portal.transfers.tables import Answers, Runs
from toile.portal.transfers.words import finding, unreadable
from toile.portal.ui.once import OnceField
from toile.portal.ui.tables import list_rows
from toile.wire.clock import now_ms, paris_date

Union = seated(Organisation.Kind.UNION)
INVALID = 422


@require_safe
@Union
def listed(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """List runs and answers, and say what is owed."""
    listing = list_rows(request, Runs, selectors.runs(), name="reversements")
    given = list_rows(
        request, Answers, selectors.answers(), key="reponses", name="reponses-banque"
    )
    if file := listing.file or given.file:
        return file
    page = {
        "listing": listing,
        "answers": given,
        "standing": selectors.standing(),
        "payer": selectors.payer(),
        "key": OnceField().clean(""),
        "form": AnswerForm(),
        "may_change": seat.may_change,
    }
    return render(request, "transfers/list.html", page)


@require_POST
@Union
def propose(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Propose a run; the form's key makes one of two clicks."""
    key = OnceField().clean(request.POST.get("key", ""))
    try:
        made = services.propose(key, seat.user, paris_date(now_ms()))
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("transfers:list")
    return redirect("transfers:run", made.id)


@require_safe
@Union
def run(request: HttpRequest, seat: Seat, run_id: str) -> HttpResponse:
    """Show a run: whom it pays, who approved it, its file, what the bank said."""
    found = get_object_or_404(selectors.runs(), pk=run_id)
    approvals = list(found.approvals.select_related("user"))
    answers = [
        (one, [finding(said) for said in one.findings])
        for one in found.answers.select_related("given_by")
    ]
    page = {
        "run": found,
        "rows": selectors.rows_of(found),
        "approvals": approvals,
        "approved_by_me": any(one.user_id == seat.user.pk for one in approvals),
        "answers": answers,
        "payer": found.payer or selectors.payer(),
        "form": AnswerForm(),
        "settle": SettleForm(),
        "may_change": seat.may_change,
    }
    return render(request, "transfers/run.html", page)


@require_POST
@Union
def check_again(request: HttpRequest, seat: Seat, run_id: str) -> HttpResponse:
    """Judge a run anew."""
    get_object_or_404(Run, pk=run_id)
    done = _said(
        request,
        lambda: services.check_again(run_id, seat.user, paris_date(now_ms())),
    )
    if done:
        messages.success(request, _("Chaque cinéma a été vérifié à nouveau."))
    return redirect("transfers:run", run_id)


@require_POST
@Union
def approve(request: HttpRequest, seat: Seat, run_id: str) -> HttpResponse:
    """Approve a run, as the first or the second person."""
    get_object_or_404(Run, pk=run_id)
    done = _said(
        request, lambda: services.approve(run_id, seat.user, paris_date(now_ms()))
    )
    if done:
        messages.success(request, _("Votre accord est noté."))
    return redirect("transfers:run", run_id)


@require_POST
@Union
def cancel(request: HttpRequest, seat: Seat, run_id: str) -> HttpResponse:
    """Give a run up."""
    get_object_or_404(Run, pk=run_id)
    if _said(request, lambda: services.cancel(run_id, seat.user)):
        messages.success(
            request, _("Reversement annulé : les soldes restent aux cinémas.")
        )
    return redirect("transfers:run", run_id)


@require_POST
@Union
def hand_over(request: HttpRequest, seat: Seat, run_id: str) -> HttpResponse:
    """Note that the file leaves, then give it."""
    get_object_or_404(Run, pk=run_id)
    if _said(request, lambda: services.hand_over(run_id, seat.user)):
        return redirect("transfers:file", run_id)
    return redirect("transfers:run", run_id)


@never_cache
@require_safe
@Union
def file(request: HttpRequest, seat: Seat, run_id: str) -> HttpResponse:
    """Give the file for the bank, once it is noted that it leaves."""
    get_object_or_404(Run, pk=run_id, handed_over_at__isnull=False)
    if not seat.may_change:
        raise PermissionDenied(_("Votre rôle permet de consulter, pas de payer."))
    try:
        written = services.file_of(run_id)
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("transfers:run", run_id)
    answer = HttpResponse(written, content_type="application/xml")
    name = f"toile-{run_id}.xml"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
@Union
def withdraw(request: HttpRequest, seat: Seat, transfer_id: str) -> HttpResponse:
    """Take a cinema out of a run."""
    found = get_object_or_404(Transfer, pk=transfer_id)
    if _said(request, lambda: services.withdraw(transfer_id, seat.user)):
        messages.success(request, _("Ce cinéma sera proposé la prochaine fois."))
    return redirect("transfers:run", found.run_id)


@require_POST
@Union
def look(request: HttpRequest, seat: Seat, transfer_id: str) -> HttpResponse:
    """Note that one made sure of a cinema's account."""
    rows = Transfer.objects.select_related("account").exclude(account=None)
    found = get_object_or_404(rows, pk=transfer_id)
    if found.account is not None:
        services.look_at_account(found.account, seat.user)
        messages.success(
            request, _("Vérification notée : vérifiez à nouveau le reversement.")
        )
    return redirect("transfers:run", found.run_id)


@require_POST
@Union
def settle(request: HttpRequest, seat: Seat, transfer_id: str) -> HttpResponse:
    """Note by hand what became of a transfer."""
    found = get_object_or_404(Transfer, pk=transfer_id)
    form = SettleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choisissez ce qu’est devenu ce virement."))
        return redirect("transfers:run", found.run_id)
    outcome, reason = Outcome(form.cleaned_data["outcome"]), form.cleaned_data["reason"]
    done = _said(
        request,
        lambda: services.settle_by_hand(transfer_id, outcome, seat.user, reason),
    )
    if done:
        messages.success(request, _("État noté."))
    return redirect("transfers:run", found.run_id)


@require_http_methods(["GET", "HEAD", "POST"])
@Union
def answer(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Take a file that the bank gave."""
    if request.method != "POST":
        return _answer_page(request, seat, AnswerForm())
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _answer_page(request, seat, form, status=INVALID)
    given = form.cleaned_data["file"]
    try:
        taken = services.take_answer(given.read(), given.name or "", seat.user)
    except UnreadableAnswerError as error:
        form.add_error("file", unreadable(error.refusal))
        return _answer_page(request, seat, form, status=INVALID)
    except RefusedError as error:
        form.add_error("file", str(error))
        return _answer_page(request, seat, form, status=INVALID)
    messages.success(request, _("La réponse de la banque est lue."))
    runs = list(taken.runs.all()[:2])
    if len(runs) == 1:
        return redirect("transfers:run", runs[0].id)
    return redirect("transfers:list")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@Union
def payer(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show from where the union pays, masked; its owners change it."""
    given = {"payer": selectors.payer(), "is_owner": seat.is_owner}
    if request.method != "POST":
        page = given | {"form": PayerForm(initial={"holder": seat.organisation.name})}
        return render(request, "transfers/payer.html", page)
    if not seat.is_owner:
        raise PermissionDenied(
            _("Seules les personnes responsables donnent un compte bancaire.")
        )
    form = PayerForm(request.POST)
    if not form.is_valid():
        page = given | {"form": form}
        return render(request, "transfers/payer.html", page, status=INVALID)
    details = {name: form.cleaned_data.pop(name) for name in ("holder", "iban", "bic")}
    services.set_payer(
        seat.organisation, Details(**details), seat.user, **form.cleaned_data
    )
    messages.success(request, _("Les prochains reversements partent de ce compte."))
    return redirect("transfers:payer")


def _answer_page(
    request: HttpRequest, seat: Seat, form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    page = {"form": form, "may_change": seat.may_change}
    return render(request, "transfers/answer.html", page, status=status)


def _said(request: HttpRequest, step: Callable[[], object]) -> bool:
    """Take a step; say why where it is refused."""
    try:
        step()
    except RefusedError as error:
        messages.error(request, str(error))
        return False
    return True
