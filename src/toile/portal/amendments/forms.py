"""Writing a version of the rules, and choosing whose contracts follow it."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from toile.lab import SMALLEST_SHOWN
from toile.portal.agreements.forms import ChoiceFields
from toile.portal.charter.forms import MoneyFields, initial_money
from toile.portal.charter.models import LONGEST_WINDOW_DAYS
from toile.portal.charter.selectors import Rules
from toile.portal.ui.fields import EurosField
from toile.portal.ui.forms import Dressed
from toile.wire.audience import SMALLEST_TARGETABLE

LARGEST = 100_000
_FLOOR = _("Pas moins de %(limit_value)s : c’est un plancher que personne n’abaisse.")


class DayField(forms.DateField):
    """A day of the calendar, by the browser's own picker."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class RulesForm(Dressed, MoneyFields):
    """A version of the rules; money as people say it, for a thousand clicks."""

    starts_on = DayField(
        label=_("Compte à partir du"),
        help_text=_("Un jour à venir : ce qui compte déjà ne se réécrit pas."),
    )
    window_days = forms.IntegerField(
        label=_("Fenêtre d’attribution, en jours"),
        min_value=1,
        max_value=LONGEST_WINDOW_DAYS,
        help_text=_("Combien de temps une visite relie un clic à un cinéma."),
    )
    threshold = EurosField(
        label=_("Seuil de reversement"),
        most_micros=1_000_000_000,
        help_text=_("En dessous, le solde d’un cinéma attend le mois suivant."),
    )
    smallest_cell = forms.IntegerField(
        label=_("Plus petite case d’un bilan, en spectateurs"),
        min_value=SMALLEST_SHOWN,
        max_value=LARGEST,
        help_text=_("50 au moins : c’est un plancher que personne n’abaisse."),
        error_messages={"min_value": _FLOOR},
    )
    smallest_segment = forms.IntegerField(
        label=_("Plus petit segment que l’on peut cibler"),
        min_value=SMALLEST_TARGETABLE,
        max_value=LARGEST,
        help_text=_("100 au moins : c’est un plancher que personne n’abaisse."),
        error_messages={"min_value": _FLOOR},
    )
    reason = forms.CharField(
        label=_("Pourquoi ce changement"),
        max_length=1000,
        help_text=_("Par exemple la décision du conseil d’administration et sa date."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    field_order = ["starts_on"]

    @classmethod
    def like(cls, rules: Rules) -> "RulesForm":
        """A fresh form that begins with the rules of a day."""
        return cls(
            initial={
                **initial_money(rules.terms),
                "window_days": rules.window_days,
                "threshold": rules.threshold_micros,
                "smallest_cell": rules.smallest_cell,
                "smallest_segment": rules.smallest_segment,
            }
        )

    @property
    def rules(self) -> dict[str, object]:
        """What was written, by the names of the model, once it is valid."""
        given = dict(self.cleaned_data)
        del given["starts_on"]
        for name in MoneyFields.base_fields:
            del given[name]
        given |= self.money
        given["threshold_micros"] = given.pop("threshold")
        return given


class AmendForm(Dressed, ChoiceFields):
    """From which day, and for whom, contracts follow the rules."""

    from_day = DayField(
        label=_("À partir du"),
        help_text=_("Les règles qui comptent ce jour-là sont portées dans l’avenant."),
    )
    operator = forms.BooleanField(
        label=_("La convention avec l’opérateur aussi"),
        required=False,
        help_text=_("C’est elle qui fixe la redevance d’un clic."),
    )
    field_order = ["from_day", "operator"]

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        today: datetime.date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self._today = today
        super().__init__(data, today=today, initial=initial)

    def clean_from_day(self) -> datetime.date:
        """Refuse a day that has begun."""
        day: datetime.date = self.cleaned_data["from_day"]
        if day <= self._today:
            raise ValidationError(
                _("Un avenant compte à partir d’un jour à venir : demain ou après.")
            )
        return day
