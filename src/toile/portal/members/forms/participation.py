"""Pausing and leaving."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from toile.portal.ui.forms import Dressed
from toile.wire.clock import now_ms, paris_date

LATEST = datetime.timedelta(days=366)


class PauseForm(Dressed, forms.Form):
    """Why the collection rests, and until when."""

    reason = forms.CharField(
        label=_("Raison"),
        help_text=_("Travaux, fermeture annuelle… Le syndicat la lit."),
        max_length=200,
    )
    until = forms.DateField(
        label=_("Reprise le"),
        help_text=_("Laissez vide si vous ne savez pas : vous reprendrez d’ici."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class LeaveForm(Dressed, forms.Form):
    """From which day on a cinema is no member any more."""

    day = forms.DateField(
        label=_("Départ le"),
        help_text=_(
            "Dès ce jour, plus rien n’est collecté ni compté ; aujourd’hui : dans la "
            "minute, sans retour."
        ),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    reason = forms.CharField(
        label=_("Pourquoi partez-vous ?"), max_length=200, required=False
    )
    agreed = forms.BooleanField(
        label=_("J’ai lu ce que deviennent mes données et mon solde, et je pars."),
        error_messages={"required": _("Cochez cette case pour partir.")},
    )

    def __init__(self, *args: object, **given: object) -> None:
        # The page holds the pause's form too, which also asks for a reason.
        super().__init__(*args, **({"auto_id": "leave_%s"} | given))

    def clean_day(self) -> datetime.date:
        """Keep a day to come, within a year."""
        day: datetime.date = self.cleaned_data["day"]
        today = paris_date(now_ms())
        if day < today:
            raise ValidationError(_("Choisissez aujourd’hui ou un jour à venir."))
        if day > today + LATEST:
            raise ValidationError(_("Choisissez un jour dans l’année qui vient."))
        return day
