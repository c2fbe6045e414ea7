"""Passwords: forgotten, changed, asked again before something that matters."""

from allauth.account import views as account

from toile.portal.accounts.views.answers import Unprocessable

_FORM = ["get", "head", "post", "options"]
_PAGE = ["get", "head", "options"]


class AskPassword(Unprocessable, account.PasswordResetView):
    """Ask for a link to a new password."""

    http_method_names = _FORM
    template_name = "accounts/password/ask.html"


class Asked(account.PasswordResetDoneView):
    """Say that a letter is on its way, if the address has an account."""

    http_method_names = _PAGE
    template_name = "accounts/password/asked.html"


class ResetPassword(Unprocessable, account.PasswordResetFromKeyView):
    """Choose the new password that a link lets somebody choose."""

    http_method_names = _FORM
    template_name = "accounts/password/reset.html"


class WasReset(account.PasswordResetFromKeyDoneView):
    """Say that it is done."""

    http_method_names = _PAGE
    template_name = "accounts/password/was_reset.html"


class ChangePassword(Unprocessable, account.PasswordChangeView):
    """Change one's password; the other sessions end with the old one."""

    http_method_names = _FORM
    template_name = "accounts/password/change.html"


class SetPassword(Unprocessable, account.PasswordSetView):
    """Give an account without a password its first."""

    http_method_names = _FORM
    template_name = "accounts/password/change.html"


class ConfirmByPassword(Unprocessable, account.ReauthenticateView):
    """Type the password again, before something that matters."""

    http_method_names = _FORM
    template_name = "accounts/confirm/password.html"
