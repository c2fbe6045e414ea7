"""The first step: a cinema that is not in the list, an address, an account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.cinemas.models import plain
from toile.portal.ui.forms import Dressed
from toile.wire.geography import departement_of

_NAMELESS = _("Écrivez un nom avec au moins une lettre ou un chiffre.")


def one_line(text: str) -> str:
    """Take pasted text to one line, without what a keyboard did not mean."""
    return " ".join(text.split())


class Named(forms.CharField):
    """A name: one line, with a letter or figure in it."""

    def to_python(self, value: object) -> str:
        """Take it to one line."""
        return one_line(str(value or ""))

    def validate(self, value: str) -> None:
        """Refuse what is no name, an emoji alone say."""
        super().validate(value)
        if value and not plain(value):
            raise forms.ValidationError(_NAMELESS, code="nameless")


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
