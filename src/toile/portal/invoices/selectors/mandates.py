"""By what right the union writes a cinema's invoices, if by any."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from toile.portal.agreements.models import Agreement
from toile.portal.agreements.selectors import in_force
from toile.portal.cinemas.models import Cinema
from toile.portal.invoices.models import Mandate
from toile.wire.clock import PARIS

CLAUSE = "autofacturation"
"""The word of article 6 by which a signed text is known to hold the mandate."""


@dataclass(frozen=True)
class Standing:
    """How a cinema stands: its newest deed, or the agreement that holds a mandate."""

    deed: Mandate | None
    agreement: Agreement | None

    @property
    def stands(self) -> bool:
        """Tell whether invoices may be written in the cinema's name."""
        if self.deed is not None:
            return self.deed.deed != Mandate.Deed.REVOKED
        return self.agreement is not None


def standing(cinema: Cinema, now: datetime.datetime) -> Standing:
    """Tell how a cinema stands at a moment (2 queries)."""
    deed = _newest([cinema.id], now).get(cinema.id)
    return Standing(deed, _agreed([cinema.id], now).get(cinema.id))


def mandated(cinemas: Collection[str], now: datetime.datetime) -> set[str]:
    """Tell for which of these cinemas invoices may be written (2 queries)."""
    deeds, agreed = _newest(cinemas, now), _agreed(cinemas, now)
    return {
        cinema
        for cinema in cinemas
        if Standing(deeds.get(cinema), agreed.get(cinema)).stands
    }


def deeds_of(cinema: Cinema) -> list[Mandate]:
    """All that was signed or taken back, the newest first, without the documents."""
    return list(cinema.mandates.select_related("by").defer("document"))


def _newest(cinemas: Collection[str], now: datetime.datetime) -> dict[str, Mandate]:
    rows = Mandate.objects.filter(cinema__in=cinemas, at__lte=now)
    # The last of each cinema stays.
    ordered = rows.defer("document", "text").order_by("at", "id")
    return {row.cinema_id: row for row in ordered}


def _agreed(cinemas: Collection[str], now: datetime.datetime) -> dict[str, Agreement]:
    """Agreements in force whose signed text holds the mandate, by cinema."""
    today = now.astimezone(PARIS).date()
    rows = in_force(today).filter(
        kind=Agreement.Kind.UNION_CINEMA,
        cinema__in=cinemas,
        signature__text__icontains=CLAUSE,
    )
    return {row.cinema_id: row for row in rows if row.cinema_id}
