"""What the operator types about a deal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.inventory.forms.fields import floor_field
from toile.portal.inventory.models import Deal, Exchange, Placement, Publisher
from toile.portal.ui.forms import Dressed


class DealForm(Dressed, forms.Form):
    """A private agreement on an exchange."""

    exchange = forms.ModelChoiceField(
        label=_("Place de marché"), queryset=Exchange.objects.all(), empty_label=None
    )
    code = forms.CharField(
        label=_("Identifiant du deal"),
        max_length=64,
        help_text=_("Tel que la place de marché l’écrit."),
    )
    name = forms.CharField(label=_("Nom"), max_length=160)
    publisher = forms.ModelChoiceField(
        label=_("Support"),
        queryset=Publisher.objects.all(),
        required=False,
        empty_label=_("Plusieurs, ou inconnu"),
    )
    placements = forms.ModelMultipleChoiceField(
        label=_("Emplacements"),
        queryset=Placement.objects.select_related("publisher"),
        required=False,
        help_text=_("Ceux que le deal réserve ; aucun : tout ce qu’il couvre."),
    )
    floor_micros = floor_field(_("Prix plancher"))
    starts_on = forms.DateField(
        label=_("Premier jour"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    ends_on = forms.DateField(
        label=_("Dernier jour"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    status = forms.ChoiceField(
        label=_("État"), choices=Deal.Status.choices, widget=forms.RadioSelect
    )

    def __init__(
        self, *args: object, known: Deal | None = None, **given: object
    ) -> None:
        self._known = known
        super().__init__(*args, **given)

    def clean_floor_micros(self) -> int:
        """Take nothing for no floor."""
        return self.cleaned_data["floor_micros"] or 0

    def clean(self) -> dict[str, Any]:
        """Refuse dates the wrong way round, and an id that the exchange has used."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Le dernier jour vient avant le premier."))
        same = Deal.objects.filter(
            exchange=given.get("exchange"), code=given.get("code", "")
        )
        if self._known is not None:
            same = same.exclude(pk=self._known.pk)
        if same.exists():
            self.add_error(
                "code", _("Cette place de marché a déjà un deal de cet identifiant.")
            )
        return given
