"""allauth's forms, in our look and words: signing in, passwords, second factors."""

from allauth.account import forms as account
from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.ui.forms import Dressed

_PASSWORD_HELP = _("Au moins 10 caractères. Une phrase que vous seul·e diriez suffit.")
_CODE_HELP = _("Les six chiffres de l’application, ou l’un de vos codes de secours.")


class _Ours(Dressed, forms.Form):
    """A form of allauth's in our look."""

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        for field in self.fields.values():
            # The label says it, and stays when something is typed.
            field.widget.attrs.pop("placeholder", None)


class SignInForm(_Ours, account.LoginForm):
    """An e-mail address and a password."""

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        self.fields["login"].label = _("Adresse e-mail")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].label = _("Mot de passe")
        self.fields["password"].help_text = ""

    def clean_login(self) -> str:
        """Bring the address to the one form in which it is known and counted."""
        return str(self.cleaned_data["login"]).strip().lower()


class AskPasswordForm(_Ours, account.ResetPasswordForm):
    """The address to which a link for a new password goes."""

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        self.fields["email"].label = _("Adresse e-mail")
        self.fields["email"].widget.attrs["autocomplete"] = "username"


class _NewPassword(_Ours):
    """A password once: who mistypes it asks for another link."""

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        del self.fields["password2"]
        self.fields["password1"].label = _("Nouveau mot de passe")
        self.fields["password1"].help_text = _PASSWORD_HELP


class ResetPasswordForm(_NewPassword, account.ResetPasswordKeyForm):
    """The new password that a link lets somebody choose."""


class SetPasswordForm(_NewPassword, account.SetPasswordForm):
    """The first password of an account that had none."""


class ChangePasswordForm(_NewPassword, account.ChangePasswordForm):
    """The password of now, and the one to come."""

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        self.fields["oldpassword"].label = _("Mot de passe actuel")
        self.fields["oldpassword"].help_text = ""


class ConfirmPasswordForm(_Ours, account.ReauthenticateForm):
    """The password again, before something that matters."""

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        self.fields["password"].label = _("Mot de passe")
        self.fields["password"].help_text = ""


class _Code(_Ours):
    """A code that somebody reads elsewhere; pasted spaces do no harm."""

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        self.fields["code"].label = _("Code")
        self.fields["code"].help_text = _CODE_HELP
        attrs = self.fields["code"].widget.attrs
        attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}
        attrs["maxlength"] = "20"


class CodeForm(_Code, factors.AuthenticateForm):
    """The second step of signing in."""


class ConfirmCodeForm(_Code, factors.ReauthenticateForm):
    """A code again, before something that matters."""


class LinkAppForm(_Code, totp.ActivateTOTPForm):
    """The first code of an app: it proves that the app has the seed."""

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        self.fields["code"].help_text = _("Les six chiffres que l’application montre.")


class AddPasskeyForm(_Ours, passkeys.AddWebAuthnForm):
    """A passkey's name, and what the browser made.

    Every passkey of ours opens the door alone: it must have verified its person.
    """

    passwordless = forms.BooleanField(
        required=False, initial=True, widget=forms.HiddenInput
    )

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        self.fields["name"].label = _("Nom")
        self.fields["name"].widget.attrs["maxlength"] = "60"
        self.fields["name"].help_text = _(
            "Pour la reconnaître : « téléphone », « clé bleue »…"
        )

    def clean_passwordless(self) -> bool:
        """Insist on it, whatever was posted."""
        return True

    def clean_name(self) -> str:
        """Cut what no list could show."""
        return str(super().clean_name())[:60]


class RenamePasskeyForm(_Ours, passkeys.EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        self.fields["name"].label = _("Nom")
        self.fields["name"].widget.attrs["maxlength"] = "60"

    def clean_name(self) -> str:
        """Cut what no list could show."""
        return str(self.cleaned_data["name"]).strip()[:60]
