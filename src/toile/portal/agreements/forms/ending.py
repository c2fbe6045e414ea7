"""Ending an agreement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.agreements.models import Termination
from toile.portal.ui.forms import Dressed


class EndForm(Dressed, forms.Form):
    """From which day, for which cause."""

    cause = forms.ChoiceField(label=_("Motif"), choices=Termination.Cause.choices)
    day = forms.DateField(
        label=_("Fin le"),
        help_text=_("Dès ce jour, à minuit heure de Paris, plus rien n’est compté."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    reason = forms.CharField(
        label=_("Explication, lue par l’autre partie"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agreed = forms.BooleanField(
        label=_("Je mets fin à cette convention."),
        error_messages={"required": _("Cochez cette case pour y mettre fin.")},
    )

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **({"auto_id": "end_%s"} | given))
