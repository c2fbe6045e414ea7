"""Which month."""

import datetime

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from toile.portal.ui.forms import Dressed


class MonthForm(Dressed, forms.Form):
    """One of the months that there are."""

    mois = forms.ChoiceField(label=_("Mois"))

    def __init__(self, months: list[datetime.date], data: dict[str, str]) -> None:
        super().__init__(data)
        field = self.fields["mois"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (f"{month:%Y-%m}", date_format(month, "F Y").capitalize())
            for month in months
        ]
        self._months = {f"{month:%Y-%m}": month for month in months}

    def month(self, otherwise: datetime.date) -> datetime.date:
        """Give the chosen month; what is none of them is passed over."""
        return self._months.get(str(self.data.get("mois", "")), otherwise)
