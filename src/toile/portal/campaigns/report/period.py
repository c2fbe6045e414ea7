"""The days that a report is about: all of the campaign, its last ones, a flight."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toile.portal.campaigns.models import Flight
from toile.portal.ui.forms import Dressed

ALL, WEEK, MONTH, CHOSEN = "tout", "7", "30", "dates"
_LENGTHS = {WEEK: 7, MONTH: 30}
# Longer than any campaign: a table of a century helps nobody.
_MOST_DAYS = 1_000


@dataclass(frozen=True)
class Period:
    """Days from ``first`` to ``last``, both included; ``None`` is as far as it goes."""

    first: datetime.date | None = None
    last: datetime.date | None = None

    @property
    def whole(self) -> bool:
        """Tell whether it is all of the campaign."""
        return self.first is None and self.last is None


class PeriodForm(Dressed, forms.Form):
    """A choice above the report, sent by GET, so that what is seen can be linked to."""

    periode = forms.ChoiceField(label=gettext_lazy("Période"), required=False)
    du = forms.DateField(
        label=gettext_lazy("du"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    au = forms.DateField(
        label=gettext_lazy("au"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, asked: QueryDict, flights: Sequence[Flight]) -> None:
        said = {name: asked.get(name, "") for name in ASKED}
        # A browser sends the choice as it stood: whoever typed dates wants these.
        if said["periode"] in ("", ALL) and (said["du"] or said["au"]):
            said["periode"] = CHOSEN
        super().__init__(said)
        self._flights = {flight.id: flight for flight in flights}
        several = list(self._flights.items()) if len(flights) > 1 else []
        field = self.fields["periode"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (ALL, _("toute la campagne")),
            (WEEK, _("7 derniers jours")),
            (MONTH, _("30 derniers jours")),
            *((key, flight.name) for key, flight in several),
            (CHOSEN, _("dates choisies")),
        ]

    def clean(self) -> dict[str, object]:
        """Refuse an end before the beginning; dates alone choose the dates."""
        given: dict[str, object] = self.cleaned_data
        first, last = given.get("du"), given.get("au")
        if first and last:
            assert isinstance(first, datetime.date)
            assert isinstance(last, datetime.date)
            if last < first:
                self.add_error("au", _("La fin vient avant le début : échangez-les."))
            elif (last - first).days > _MOST_DAYS:
                self.add_error("au", _("Choisissez 1000 jours au plus."))
        return given

    def period(self, today: datetime.date) -> Period:
        """Tell the days; what cannot be read chooses the whole campaign."""
        if not self.is_valid():
            return Period()
        given = self.cleaned_data
        chosen = given["periode"]
        if chosen in _LENGTHS:
            ago = datetime.timedelta(days=_LENGTHS[chosen] - 1)
            return Period(today - ago, today)
        if chosen in self._flights:
            flight = self._flights[chosen]
            return Period(flight.first_day, flight.last_day)
        if chosen == CHOSEN:
            return Period(given["du"], given["au"])
        return Period()


ASKED = ("periode", "du", "au")
