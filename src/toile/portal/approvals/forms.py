"""The union's answer."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    """Yes or no, with a comment; the service insists on one for a no."""

    decision = forms.ChoiceField(choices=[("approve", "approve"), ("refuse", "refuse")])
    comment = forms.CharField(label=_("Commentaire"), max_length=1000, required=False)
