"""What people change about their own account."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from toile.portal.ui.forms import Dressed


class ProfileForm(Dressed, forms.Form):
    """How somebody is called, and in which language they read."""

    name = forms.CharField(
        label=_("Nom"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Votre équipe et le syndicat le lisent."),
    )
    language = forms.ChoiceField(
        label=_("Langue"),
        required=False,
        choices=[("", _("Celle du navigateur")), *settings.LANGUAGES],
        help_text=_("Celle des pages et des lettres."),
    )


class AddressForm(Dressed, forms.Form):
    """The address that an account shall have."""

    email = forms.EmailField(
        label=_("Nouvelle adresse e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class NewAccountForm(Dressed, forms.Form):
    """What opens an account: a name and a password."""

    name = forms.CharField(
        label=_("Votre nom"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Mot de passe"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "Au moins 10 caractères. Une phrase que vous seul·e diriez suffit ; vous "
            "pourrez la remplacer par une clé d’accès."
        ),
    )

    def add_faults(self, faults: dict[str, list[str]]) -> None:
        """Put what a service refused beside the fields."""
        for name, texts in faults.items():
            self.add_error(name if name in self.fields else None, texts)
