"""What a contract offers, as fields; the texts name each of them."""

import datetime
from dataclasses import dataclass, fields
from typing import Any

from django.utils import translation

from toile.portal.accounts.models import Organisation
from toile.portal.agreements.models import RETENTION_DAYS, Agreement
from toile.portal.charter.selectors import rules_in_force
from toile.portal.charter.sentences import (
    caps_sentence,
    rate_sentence,
    sharing_sentence,
)
from toile.portal.charter.terms import SharingRule
from toile.portal.cinemas.models import Cinema

NOTICE_DAYS = {
    Agreement.Kind.UNION_CINEMA: 30,
    Agreement.Kind.OPERATOR_UNION: 90,
}
"""How long before its day a side without a cause says the end; a cinema needs none."""


@dataclass(frozen=True)
class Terms:
    """Rate, sharing, window, threshold, retention, floors, sites.

    Money in micro-euros, time in days.
    """

    fee_micros: int
    window_days: int
    threshold_micros: int
    sharing_rule: str
    smallest_cell: int
    smallest_segment: int
    retention_days: int
    notice_days: int
    basis: str
    spend_basis_points: int
    impression_fee_micros: int
    cinema_cap_micros: int
    campaign_cap_micros: int
    sites: tuple[str, ...] = ()

    @property
    def fee_of_a_thousand_micros(self) -> int:
        """The fee of a thousand clicks, as people say it."""
        return self.fee_micros * 1000

    @property
    def sharing_in_words(self) -> str:
        """How a fee is shared, in French like the text around it."""
        with translation.override("fr"):
            return str(SharingRule(self.sharing_rule).label)

    @property
    def rate_sentence(self) -> str:
        """What is taken, as a contract says it."""
        with translation.override("fr"):
            return rate_sentence(vars(self))

    @property
    def sharing_sentence(self) -> str:
        """How it is shared, as a contract says it."""
        with translation.override("fr"):
            return sharing_sentence(self.sharing_rule, self.window_days)

    @property
    def caps_sentence(self) -> str:
        """Where a month's earnings end, as a contract says it."""
        with translation.override("fr"):
            return caps_sentence(vars(self))

    @property
    def sites_in_words(self) -> str:
        """The addresses one after the other."""
        return ", ".join(self.sites) or "inscrites au portail"

    @property
    def columns(self) -> dict[str, Any]:
        """What an agreement keeps of them, by the names of its columns."""
        kept = {one.name: getattr(self, one.name) for one in fields(self)}
        del kept["notice_days"]
        return kept | {"sites": list(self.sites)}


@dataclass(frozen=True)
class Party:
    """Who signs with the union: a cinema, or the operator."""

    organisation: Organisation
    cinema: Cinema | None = None

    @property
    def kind(self) -> Agreement.Kind:
        """Which of the two contracts it is."""
        if self.cinema is None:
            return Agreement.Kind.OPERATOR_UNION
        return Agreement.Kind.UNION_CINEMA

    @property
    def name(self) -> str:
        """Whose contract it is."""
        return str(self.cinema or self.organisation)


def offered(party: Party, today: datetime.date) -> Terms:
    """The terms of a contract that is signed on a day."""
    rules = rules_in_force(today)
    sites = party.cinema.sites.order_by("name") if party.cinema else ()
    return Terms(
        **rules.terms,
        smallest_cell=rules.smallest_cell,
        smallest_segment=rules.smallest_segment,
        retention_days=RETENTION_DAYS,
        notice_days=NOTICE_DAYS[party.kind],
        sites=tuple(origin for site in sites for origin in site.origins),
    )
