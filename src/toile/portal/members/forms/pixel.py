"""What a site is made with, and to whom its lines are sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.members.pixel.consent_tools import CONSENT_GUIDES
from toile.portal.members.pixel.makers import MAKERS
from toile.portal.ui.forms import Dressed


class SiteToolsForm(Dressed, forms.Form):
    """With what the site is made, and which tool asks for consent."""

    maker = forms.ChoiceField(
        label=_("Votre site est fait avec"),
        choices=[(code, maker.name) for code, maker in MAKERS.items()],
    )
    consent_tool = forms.ChoiceField(
        label=_("Votre bandeau de cookies"),
        choices=[(code, guide.name) for code, guide in CONSENT_GUIDES.items()],
    )


class WebmasterForm(Dressed, forms.Form):
    """Who puts the lines on the site, when it is somebody else."""

    email = forms.EmailField(label=_("Adresse e-mail de votre prestataire"))
    note = forms.CharField(
        label=_("Un mot de votre part"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
