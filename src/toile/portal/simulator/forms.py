"""Which rule is tried, and on which months."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.charter.forms import MoneyFields
from toile.portal.ui.forms import Dressed

LAST_QUARTER, LAST_MONTH, THIS_QUARTER, LAST_YEAR = (
    "trimestre",
    "mois",
    "en-cours",
    "an",
)
PERIODS = (
    (LAST_QUARTER, _("le dernier trimestre entier")),
    (THIS_QUARTER, _("ce trimestre, jusqu’à hier")),
    (LAST_MONTH, _("le dernier mois entier")),
    (LAST_YEAR, _("les douze derniers mois entiers")),
)
WINDOWS = ((0, _("comme convenu")), (30, _("30 jours")), (7, _("7 jours")))


class SimulationForm(Dressed, MoneyFields):
    """A rule and a period."""

    period = forms.ChoiceField(label=_("Période"), choices=PERIODS)
    window_days = forms.TypedChoiceField(
        label=_("Fenêtre d’attribution"),
        choices=WINDOWS,
        coerce=int,
        help_text=_(
            "Une fenêtre plus longue que celle convenue ne se simule pas : les "
            "visites plus anciennes ne sont pas gardées."
        ),
    )
    field_order = ["period"]

    def days(self, today: datetime.date) -> tuple[datetime.date, datetime.date]:
        """The first and the last day of the period."""
        return days_of(str(self.cleaned_data["period"]), today)


def days_of(period: str, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a period, seen from a day."""
    month = today.replace(day=1)
    quarter = month.replace(month=(month.month - 1) // 3 * 3 + 1)
    day = datetime.timedelta(days=1)
    if period == THIS_QUARTER:
        return quarter, max(quarter, today - day)
    if period == LAST_MONTH:
        return (month - day).replace(day=1), month - day
    if period == LAST_YEAR:
        return month.replace(year=month.year - 1), month - day
    before = quarter - day
    return before.replace(month=before.month - 2, day=1), before


def initial_of(money: dict[str, Any]) -> dict[str, Any]:
    """What the form begins with."""
    return money | {"period": LAST_QUARTER, "window_days": 0}
