"""The sign-in form."""

from django.contrib.auth.forms import AuthenticationForm
from django.forms import EmailInput, PasswordInput
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """An e-mail address and a password."""

    error_messages = {
        "invalid_login": _(
            "Adresse ou mot de passe inconnus. Vérifiez-les, majuscules comprises."
        ),
        "inactive": _("Ce compte est fermé. Demandez au syndicat de le rouvrir."),
    }

    def __init__(self, request: HttpRequest | None = None, **given: object) -> None:
        super().__init__(request, **given)
        address = EmailInput(
            attrs={"class": "input w-full", "autocomplete": "username"}
        )
        secret = PasswordInput(
            attrs={"class": "input w-full", "autocomplete": "current-password"}
        )
        self.fields["username"].widget = address
        self.fields["username"].label = _("Adresse e-mail")
        self.fields["password"].widget = secret
        self.fields["password"].label = _("Mot de passe")

    def clean_username(self) -> str:
        """Bring the address to the one form in which it is known and counted."""
        address: str = self.cleaned_data["username"]
        return address.strip().lower()
