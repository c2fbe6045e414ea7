"""What the union fills in at its desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.decisions.models import LONGEST_REASON, SiteVerdict
from toile.portal.ui.forms import Dressed


class DecisionForm(Dressed, forms.Form):
    """Yes or no to a request, with a comment; a no needs one."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    back = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        choices=[("approve", "approve"), ("refuse", "refuse")],
        error_messages={"required": _("Choisissez d’accorder ou de refuser.")},
    )
    comment = forms.CharField(
        label=_("Commentaire"),
        max_length=1000,
        required=False,
        help_text=_("Obligatoire pour refuser : dites ce qui est à corriger."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SiteForm(Dressed, forms.Form):
    """What becomes of a site, and why."""

    verdict = forms.ChoiceField(
        choices=SiteVerdict.Verdict.choices,
        error_messages={"required": _("Choisissez ce que devient le site.")},
    )
    reason = forms.CharField(
        label=_("Motif"),
        max_length=LONGEST_REASON,
        help_text=_("Le cinéma le reçoit par courrier, le journal d’audit le garde."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Écrivez le motif : le cinéma le lira.")},
    )
