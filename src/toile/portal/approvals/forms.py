"""A word to the other side of a request."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.approvals.models import LONGEST_COMMENT
from toile.portal.ui.forms import Dressed
from toile.portal.ui.once import OnceField


class CommentForm(Dressed, forms.Form):
    """A message about a request."""

    key = OnceField()
    text = forms.CharField(
        label=_("Votre message"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
