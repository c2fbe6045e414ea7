"""An electronic signature."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.members.forms.beginning import Named
from toile.portal.ui.forms import Dressed


class SignForm(Dressed, forms.Form):
    """Who signs, as what, and the text they read."""

    text_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = Named(label=_("Nom et prénom du signataire"), max_length=120)
    function = Named(
        label=_("Fonction"),
        help_text=_("Par exemple gérante, directeur, maire, président·e."),
        max_length=120,
    )
    agreed = forms.BooleanField(
        label=_(
            "J’ai lu la convention, je l’accepte, et j’ai le pouvoir d’engager "
            "l’exploitant."
        ),
        error_messages={"required": _("Cochez cette case pour signer.")},
    )
