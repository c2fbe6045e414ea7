"""Which month."""

import datetime
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.statements.words import month_label
from toile.portal.ui.forms import Dressed
from toile.wire.calendar import read_month, write_month


class MonthForm(Dressed, forms.Form):
    """One of the months that are drawn up."""

    mois = forms.ChoiceField(label=_("Mois"))

    def __init__(self, months: Sequence[datetime.date], chosen: str) -> None:
        super().__init__({"mois": chosen})
        field = self.fields["mois"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (write_month(one), month_label(one).capitalize()) for one in months
        ]


def chosen_month(months: Sequence[datetime.date], text: str) -> datetime.date | None:
    """Give the asked month; what is none of them is passed over for the newest."""
    asked = read_month(text)
    return asked if asked in months else next(iter(months), None)
