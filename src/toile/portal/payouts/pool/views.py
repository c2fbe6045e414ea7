"""The page of the pool."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.agreements.members import DEFINITIONS, STATES
from toile.portal.agreements.selectors import rate
from toile.portal.charter.selectors import rules_in_force
from toile.portal.charter.words import rate_in_words, rule_explained
from toile.portal.payouts.pool.selectors import (
    figures,
    growth,
    pool_cinemas,
    pool_map,
)
from toile.portal.payouts.pool.tables import MemberFilters, Members
from toile.portal.ui.tables import list_rows
from toile.wire.clock import now_ms, paris_date


@require_safe
@seated(Organisation.Kind.UNION)
def pool(request: HttpRequest, _seat: Seat) -> HttpResponseBase:
    """Show the union how its members stand, what they reach, how the pool grows."""
    today = paris_date(now_ms())
    least = rules_in_force(today).smallest_cell
    every = pool_cinemas(today)
    listing = list_rows(
        request, Members, every, filters=MemberFilters, name="cinemas", least=least
    )
    if listing.file:
        return listing.file
    rows = list(every)
    found = figures(rows, today, least)
    terms = rate(today)
    return render(
        request,
        "payouts/pool.html",
        {
            "listing": listing,
            "figures": found,
            "states": [
                (code, words, DEFINITIONS[code], found.by_state[code])
                for code, words in STATES.items()
            ],
            "map": pool_map(rows, least),
            "charts": growth(today),
            "least": least,
            "counted_on": found.counted_on,
            "rate": rate_in_words(vars(terms)) if terms else "",
            "sharing": rule_explained(terms.sharing_rule) if terms else "",
        },
    )
