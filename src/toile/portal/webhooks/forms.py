"""A new webhook."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.ui.forms import Dressed
from toile.portal.webhooks.addresses import check
from toile.portal.webhooks.models import Event


class EndpointForm(Dressed, forms.Form):
    """Where to, and what about."""

    url = forms.CharField(
        label=_("Adresse"),
        max_length=500,
        help_text=_("L’adresse https:// de votre programme, qui répondra 200."),
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    events = forms.MultipleChoiceField(
        label=_("Événements"),
        choices=Event.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins un événement.")},
    )

    def clean_url(self) -> str:
        """Refuse what must not be told."""
        return check(self.cleaned_data["url"])
