"""The first step: a cinema that is not in the list, an address, an account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.agreements.forms import Named
from toile.portal.ui.forms import Dressed
from toile.wire.geography import departement_of


class EmailForm(Dressed, forms.Form):
    """To where the link goes that makes the account."""

    email = forms.EmailField(
        label=_("Votre adresse e-mail"),
        help_text=_("Nous y envoyons un lien qui ouvre votre compte."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ByHandForm(Dressed, forms.Form):
    """A cinema that the list does not know."""

    name = Named(label=_("Nom du cinéma"), max_length=160)
    postal_code = forms.CharField(
        label=_("Code postal"),
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    commune = Named(label=_("Commune"), max_length=120)
    screens = forms.IntegerField(
        label=_("Nombre de salles"), min_value=1, max_value=60, initial=1
    )

    def clean_postal_code(self) -> str:
        """Keep five figures that lie in a département."""
        code = "".join(str(self.cleaned_data["postal_code"]).split())
        if departement_of(code) is None:
            raise forms.ValidationError(
                _("Un code postal a cinq chiffres, par exemple 83000.")
            )
        return code


class ByHandAndEmailForm(ByHandForm, EmailForm):
    """The same, of somebody who has no account yet."""

    field_order = ["name", "postal_code", "commune", "screens", "email"]
