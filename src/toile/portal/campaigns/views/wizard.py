"""The pages of the wizard: film, dates, criteria, sites, budget."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.campaigns import services
from toile.portal.campaigns.cautions import cautions_of
from toile.portal.campaigns.forms.steps import (
    BudgetForm,
    CriteriaForm,
    DatesForm,
    FilmForm,
    NewForm,
    SitesForm,
)
from toile.portal.campaigns.models import Campaign, Flight
from toile.portal.campaigns.terms import USUAL_PRICE_MICROS
from toile.portal.campaigns.views.opening import of_a_draft
from toile.portal.campaigns.views.running import run_step, too_early
from toile.portal.campaigns.wizard import criteria
from toile.portal.campaigns.wizard.criteria import CHOSEN
from toile.portal.campaigns.wizard.current import current_flight, current_line
from toile.portal.campaigns.wizard.days import usual_dates
from toile.portal.campaigns.wizard.offers import offers
from toile.portal.campaigns.wizard.outlook import outlook, too_few
from toile.portal.campaigns.wizard.places import CHOICE_MAP, grouped
from toile.portal.campaigns.wizard.steps import LABELS, ORDER, step_url
from toile.portal.campaigns.wizard.traffic import traffic_a_day
from toile.portal.charter.selectors import rules_in_force
from toile.portal.films.selectors import films_of
from toile.portal.inventory.selectors import active_placements
from toile.portal.ui.forms import posted
from toile.portal.ui.steps import path_of
from toile.wire.clock import now_ms, paris_date

_TAKES = require_http_methods(["GET", "HEAD", "POST"])


@_TAKES
@seated(Organisation.Kind.DISTRIBUTOR)
def new(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Begin a campaign with its film and its name."""
    films = films_of(seat.organisation)
    form = NewForm(
        posted(request),
        films=films,
        initial={"film": request.GET.get("film", "")},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            campaign = services.begin(
                seat.organisation, given["film"], given["name"], given["key"], seat.user
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(step_url(campaign, "dates"))
    shown = {
        "form": form,
        "any_film": films.exists(),
        "steps": path_of([LABELS[name] for name in ORDER], 0, [""] * len(ORDER)),
    }
    status = 422 if form.errors else 200
    return render(request, "campaigns/wizard/new.html", shown, status=status)


@_TAKES
@of_a_draft
def film(request: HttpRequest, seat: Seat, campaign: Campaign) -> HttpResponse:
    """Change a draft's film or name."""
    form = FilmForm(
        posted(request),
        films=films_of(seat.organisation),
        stored={"film": campaign.film_id, "name": campaign.name},
    )

    def save(given: dict[str, Any]) -> None:
        services.set_film(campaign, given["film"], given["name"], seat.user)

    return run_step(request, campaign, "film", form, save)


@_TAKES
@of_a_draft
def dates(request: HttpRequest, seat: Seat, campaign: Campaign) -> HttpResponse:
    """Say when a draft is to run."""
    now = current_flight(campaign, request)
    today = paris_date(now_ms())
    form = DatesForm(
        posted(request),
        today=today,
        stored=_dates_of(now.flight),
        initial={} if now.flight else usual_dates(today),
    )

    def save(given: dict[str, Any]) -> None:
        services.set_dates(
            campaign, given["first"], given["last"], seat.user, now.flight
        )

    return run_step(request, campaign, "dates", form, save, now)


@_TAKES
@of_a_draft
def criteria_step(request: HttpRequest, seat: Seat, campaign: Campaign) -> HttpResponse:
    """Say whom a draft addresses."""
    if early := too_early(request, campaign, "criteria"):
        return early
    now = current_line(campaign, request)
    form = CriteriaForm(
        posted(request), stored=criteria.asked(now.line) | _options(campaign)
    )
    flight = now.flight
    assert flight is not None

    def save(given: dict[str, Any]) -> None:
        wanted = criteria.told(given)
        if few := too_few(campaign, flight, now.line, wanted, _least()):
            raise ValidationError(
                {"where" if given["where"] == CHOSEN else "pool": few}
            )
        if given["holdout_percent"] != campaign.holdout_percent:
            services.set_holdout(campaign, given["holdout_percent"], seat.user)
        services.set_near_you(campaign, given["near_you"], seat.user)
        services.set_criteria(
            flight, seat.user, now.line, list(given["deals"]), **wanted
        )

    return run_step(
        request,
        campaign,
        "criteria",
        form,
        save,
        now,
        map=CHOICE_MAP,
        regions=grouped(form),
    )


@_TAKES
@of_a_draft
def sites(request: HttpRequest, seat: Seat, campaign: Campaign) -> HttpResponse:
    """Choose the places where a draft is to show."""
    if early := too_early(request, campaign, "sites"):
        return early
    now = current_line(campaign, request)
    line = now.line
    assert line is not None
    price = line.price_micros or USUAL_PRICE_MICROS
    open_ = active_placements().order_by("publisher__name", "name")
    stored = sorted(place.id for place in line.placements.all())
    form = SitesForm(posted(request), open_=open_, stored={"placements": stored})

    def save(given: dict[str, Any]) -> None:
        services.set_sites(line, given["placements"], seat.user)

    return run_step(
        request,
        campaign,
        "sites",
        form,
        save,
        now,
        line=line,
        cautions=cautions_of(line),
        price_micros=price,
        offers=offers(
            form["placements"],
            list(open_),
            line.interests,
            traffic_a_day(open_),
            price,
        ),
    )


@_TAKES
@of_a_draft
def budget(request: HttpRequest, seat: Seat, campaign: Campaign) -> HttpResponse:
    """Say what a draft may cost; the forecast follows what is typed."""
    if early := too_early(request, campaign, "budget"):
        return early
    now = current_line(campaign, request)
    line = now.line
    assert line is not None
    stored = {
        "budget": line.budget_micros or None,
        "price": line.price_micros or USUAL_PRICE_MICROS,
    }
    form = BudgetForm(posted(request), stored=stored)

    def save(given: dict[str, Any]) -> None:
        services.set_budget(line, given["budget"], given["price"], seat.user)

    return run_step(
        request,
        campaign,
        "budget",
        form,
        save,
        now,
        line=line,
        outlook=outlook(campaign, line.flight, line, least=_least()),
        least=_least(),
    )


def _least() -> int:
    """The smallest segment of the rules in force."""
    return rules_in_force(paris_date(now_ms())).smallest_segment


def _dates_of(flight: Flight | None) -> dict[str, Any]:
    if flight is None:
        return {}
    return {"first": flight.first_day, "last": flight.last_day}


def _options(campaign: Campaign) -> dict[str, Any]:
    return {
        "holdout_percent": campaign.holdout_percent,
        "near_you": campaign.near_you,
    }
