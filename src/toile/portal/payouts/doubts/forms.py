"""Why doubtful clicks are taken out or kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.ui.forms import Dressed


class ReasonForm(Dressed, forms.Form):
    """A reason, which the audit trail keeps."""

    reason = forms.CharField(
        label=_("Pourquoi"),
        max_length=1000,
        help_text=_("Ce que vous avez vérifié, et auprès de qui."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
