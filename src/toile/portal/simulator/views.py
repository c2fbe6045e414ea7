"""The page of the simulator."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.agreements.selectors import rate
from toile.portal.charter.forms import initial_money
from toile.portal.charter.selectors import rules_in_force
from toile.portal.charter.words import (
    bases_explained,
    rate_in_words,
    rule_explained,
    rules_explained,
)
from toile.portal.simulator.forms import SimulationForm, initial_of
from toile.portal.simulator.selectors import Simulation, simulation
from toile.portal.simulator.tables import Comparison
from toile.portal.ui.charts import Chart, Series
from toile.portal.ui.tables import list_rows
from toile.wire.clock import now_ms, paris_date

Kind = Organisation.Kind
INVALID = 422
MOST_DRAWN = 8


@require_safe
@seated(Kind.UNION, Kind.OPERATOR)
def simulate(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """Show what another rule would have paid in a period.

    The union sees it cinema by cinema; the operator, who knows no cinema of an id,
    sees the sums and how many would win or lose.
    """
    today = paris_date(now_ms())
    now = rate(today)
    terms = rules_in_force(today).terms if now is None else vars(now)
    start = initial_of(initial_money(terms))
    asked = "period" in request.GET
    form = SimulationForm(request.GET) if asked else SimulationForm(initial=start)
    given = {
        "form": form,
        "current": rate_in_words(terms),
        "sharing": rule_explained(terms["sharing_rule"]),
        "bases": bases_explained(),
        "rules": rules_explained(),
        "sees_cinemas": seat.kind == Kind.UNION,
    }
    if not (asked and form.is_valid()):
        status = INVALID if asked else 200
        return render(request, "simulator/simulate.html", given, status=status)
    assert isinstance(form, SimulationForm)
    first, last = form.days(today)
    found = simulation(form.money, form.cleaned_data["window_days"], first, last)
    given |= {
        "found": found,
        "first": first,
        "last": last,
        "tried": rate_in_words(form.money),
        "tried_sharing": rule_explained(form.money["sharing_rule"]),
    }
    if seat.kind == Kind.UNION:
        listing = list_rows(request, Comparison, found.cinemas, name="simulation")
        if listing.file:
            return listing.file
        given |= {"listing": listing, "charts": _charts(found)}
    return render(request, "simulator/simulate.html", given)


def _charts(found: Simulation) -> list[Chart]:
    """Who would get most more, and who most less; none where nobody would."""
    return [
        Chart(
            label,
            _("Cinéma"),
            [one.name for one in rows],
            [Series(series, [abs(one.difference_micros) for one in rows], "euros")],
            along_unit="text",
        )
        for label, series, rows in (
            (_("Qui gagnerait le plus"), _("De plus"), found.most_won(MOST_DRAWN)),
            (_("Qui perdrait le plus"), _("De moins"), found.most_lost(MOST_DRAWN)),
        )
        if rows
    ]
