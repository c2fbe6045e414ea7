"""The rules: what counts, what counted, what will; and the contracts that follow."""

import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.amendments import selectors, services
from toile.portal.amendments.forms import AmendForm, RulesForm
from toile.portal.amendments.tables import Versions
from toile.portal.amendments.words import described
from toile.portal.charter import services as charter
from toile.portal.charter.selectors import rules_in_force, versions
from toile.portal.charter.words import (
    bases_explained,
    basis_explained,
    rate_in_words,
    rule_explained,
    rules_explained,
)
from toile.portal.ui.tables import list_rows
from toile.wire.calendar import month_after
from toile.wire.clock import now_ms, paris_date

Union = seated(Organisation.Kind.UNION)
INVALID = 422
CHANGED = 409


@require_safe
@Union
def rules(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """Show the rules that count, those to come, and their history."""
    today = paris_date(now_ms())
    listing = list_rows(request, Versions, versions(), name="regles")
    if listing.file:
        return listing.file
    like, other = selectors.conformity(today)
    found = rules_in_force(today)
    return render(
        request,
        "amendments/rules.html",
        {
            "rules": found,
            "rate": rate_in_words(found.terms),
            "basis": basis_explained(found.basis),
            "sharing": rule_explained(found.sharing_rule),
            "described": described(found.terms),
            "coming": versions().filter(starts_on__gt=today).order_by("starts_on"),
            "like": like,
            "other": other,
            "listing": listing,
            "may_change": seat.may_change,
            "showtimes_url": _showtimes_url(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@Union
def write(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Write a version of the rules that counts from a day to come."""
    today = paris_date(now_ms())
    form = RulesForm.like(rules_in_force(today))
    if request.method == "POST":
        form = RulesForm(request.POST)
        if form.is_valid():
            try:
                made = charter.write_rules(
                    form.cleaned_data["starts_on"], today, seat.user, **form.rules
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                said = _("Règles écrites : elles comptent à partir du %s.")
                messages.success(request, said % date_format(made.starts_on, "j F Y"))
                return redirect("amendments:rules")
    status = INVALID if form.is_bound else 200
    given = {
        "form": form,
        "may_change": seat.may_change,
        "bases": bases_explained(),
        "sharing": rules_explained(),
    }
    return render(request, "amendments/write.html", given, status=status)


@require_POST
@Union
def withdraw(request: HttpRequest, seat: Seat, version_id: str) -> HttpResponse:
    """Take back a version before its day."""
    try:
        charter.withdraw_rules(version_id, paris_date(now_ms()), seat.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Version retirée : elle ne comptera pas."))
    return redirect("amendments:rules")


@require_http_methods(["GET", "HEAD", "POST"])
@Union
def amend(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show what carrying the rules into contracts would change; do it by POST."""
    today = paris_date(now_ms())
    asked = request.POST if request.method == "POST" else request.GET
    if "from_day" not in asked:
        form = AmendForm(initial={"from_day": _first_day(today)}, today=today)
        return _show(request, seat, form)
    form = AmendForm(asked, today=today)
    if not form.is_valid():
        return _show(request, seat, form, status=INVALID)
    given = form.cleaned_data
    if request.method == "POST":
        try:
            made = services.amend_members(
                form.choice,
                given["from_day"],
                today,
                seat.user,
                operator=given["operator"],
                seen=request.POST.get("seen", ""),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _signed(len(made), given["from_day"]))
            return redirect("amendments:rules")
    found = selectors.preview(
        form.choice, given["from_day"], today, operator=given["operator"]
    )
    status = CHANGED if request.method == "POST" else 200
    return _show(request, seat, form, found, status=status)


def _show(
    request: HttpRequest,
    seat: Seat,
    form: AmendForm,
    found: selectors.Preview | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    return render(
        request,
        "amendments/amend.html",
        {
            "form": form,
            "preview": found,
            "terms": described(found.rules.terms) if found else [],
            "asked": _asked(form) if found else [],
            "may_change": seat.may_change,
        },
        status=status,
    )


def _asked(form: AmendForm) -> list[tuple[str, str]]:
    """The choice again, for the form that carries it out."""
    given = form.cleaned_data
    pairs = [("from_day", given["from_day"].isoformat())]
    if given["operator"]:
        pairs.append(("operator", "on"))
    for name in ("departements", "categories", "states", "cinemas"):
        pairs += [(name, value) for value in given[name]]
    return pairs


def _signed(count: int, day: datetime.date) -> str:
    said = ngettext(
        "%(count)d avenant enregistré, à partir du %(day)s. Un courrier part.",
        "%(count)d avenants enregistrés, à partir du %(day)s. Les courriers partent.",
        count,
    )
    return said % {"count": count, "day": date_format(day, "j F Y")}


def _first_day(today: datetime.date) -> datetime.date:
    """The day of the next version, or the first of next month."""
    coming = versions().filter(starts_on__gt=today).order_by("starts_on").first()
    if coming:
        return coming.starts_on
    return month_after(today)


def _showtimes_url() -> str:
    try:
        return reverse("showtimes:overview")
    except NoReverseMatch:  # no programme in this installation
        return ""
