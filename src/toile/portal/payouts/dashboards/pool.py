"""The members of the pool, as the union lists them."""

import datetime
from dataclasses import dataclass

from toile.portal.agreements.models import Agreement
from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.cinemas.models import Cinema
from toile.portal.payouts import selectors


@dataclass(frozen=True)
class Member:
    """A cinema as the union lists it."""

    cinema: Cinema
    agreement: Agreement | None
    owed_micros: int


def members(today: datetime.date) -> list[Member]:
    """Every cinema with its agreement in force, if any, and what it is owed."""
    agreements = cinemas_in_force(today)
    owed = selectors.owed_by_cinema()
    return [
        Member(cinema, agreements.get(cinema.id), owed.get(cinema.id, 0))
        for cinema in Cinema.objects.select_related("organisation")
    ]
