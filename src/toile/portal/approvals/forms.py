"""The union's answer, and a word to the other side."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.approvals.models import LONGEST_COMMENT
from toile.portal.ui.forms import Dressed
from toile.portal.ui.once import OnceField


class DecisionForm(forms.Form):
    """Yes or no, with a comment; the service insists on one for a no."""

    decision = forms.ChoiceField(choices=[("approve", "approve"), ("refuse", "refuse")])
    comment = forms.CharField(label=_("Commentaire"), max_length=1000, required=False)


class CommentForm(Dressed, forms.Form):
    """A message about a request."""

    key = OnceField()
    text = forms.CharField(
        label=_("Votre message"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
