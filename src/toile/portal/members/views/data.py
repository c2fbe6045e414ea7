"""A member's own papers: bank account, signed agreement, all its data in one file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.agreements.models import Signature
from toile.portal.agreements.texts import shown
from toile.portal.charter.selectors import rules_in_force
from toile.portal.members.archive import archive_of
from toile.portal.members.forms import BankForm
from toile.portal.members.views.pixel import found
from toile.portal.payouts.bank import Details, bank_account, change_bank_account
from toile.portal.payouts.rules import may_see_bank_account
from toile.wire.clock import now_ms, paris_date

Kind = Organisation.Kind


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@seated(Kind.CINEMA)
def bank(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Show owners where their cinema is paid, masked, and let them change it."""
    cinema = found(seat, cinema_id)
    if not may_see_bank_account(seat.user, cinema.organisation):
        raise PermissionDenied(
            _("Le compte bancaire est l’affaire des personnes responsables du cinéma.")
        )
    given = {"cinema": cinema, "account": bank_account(cinema.organisation)}
    if request.method != "POST":
        identity = getattr(cinema.organisation, "identity", None)
        start = {"holder": identity.legal_name[:70] if identity else ""}
        form = BankForm(initial=start)
        return render(request, "members/bank_account.html", {**given, "form": form})
    form = BankForm(request.POST)
    if not form.is_valid():
        page = {**given, "form": form}
        return render(request, "members/bank_account.html", page, status=422)
    change_bank_account(cinema.organisation, Details(**form.cleaned_data), seat.user)
    messages.success(
        request,
        _("Ce compte sera crédité. Chaque responsable en est averti par courrier."),
    )
    return redirect("members:bank_account", cinema.id)


@require_safe
@seated(Kind.CINEMA, Kind.UNION)
def contract(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Show what was signed, to be read or printed."""
    cinema = found(seat, cinema_id)
    signatures = Signature.objects.filter(agreement__cinema=cinema).select_related(
        "agreement"
    )
    given = {
        "cinema": cinema,
        "signatures": [(one, shown(one)) for one in signatures.order_by("-signed_at")],
        "others": cinema.agreements.filter(signature=None),
        "may_sign": seat.is_owner and seat.kind == Kind.CINEMA,
    }
    return render(request, "members/contract.html", given)


@never_cache
@require_safe
@seated(Kind.CINEMA)
def export(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Give a cinema all that is held about it, as one ZIP file."""
    cinema = found(seat, cinema_id)
    today = paris_date(now_ms())
    answer = HttpResponse(
        archive_of(cinema, rules_in_force(today).smallest_cell),
        content_type="application/zip",
    )
    name = f"toile-{cinema.organisation.slug}-{today.isoformat()}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
