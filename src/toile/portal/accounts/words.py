"""What allauth says, in the words of this house."""

from django.utils.translation import gettext_lazy as _

FAULTS = {
    "account_inactive": _("Ce compte est fermé. Demandez au syndicat de le rouvrir."),
    "email_password_mismatch": _(
        "Adresse ou mot de passe inconnus. Vérifiez-les, majuscules comprises."
    ),
    "enter_current_password": _("Ce n’est pas votre mot de passe actuel."),
    "incorrect_password": _("Ce n’est pas votre mot de passe."),
    "incorrect_code": _("Ce n’est pas le bon code."),
    "invalid_password_reset": _("Ce lien ne vaut plus."),
    "rate_limited": _("Trop d’essais. Attendez un quart d’heure, puis recommencez."),
    "too_many_login_attempts": _(
        "Trop de codes faux. Attendez un quart d’heure, puis recommencez."
    ),
}

MESSAGES = {
    "account/messages/password_changed.txt": _("Votre mot de passe est changé."),
    "account/messages/password_set.txt": _("Votre mot de passe est enregistré."),
    "mfa/messages/totp_activated.txt": _("L’application est reliée à votre compte."),
    "mfa/messages/totp_deactivated.txt": _(
        "L’application n’est plus reliée à votre compte."
    ),
    "mfa/messages/webauthn_added.txt": _("La clé d’accès est ajoutée."),
    "mfa/messages/webauthn_removed.txt": _("La clé d’accès est retirée."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "Voici vos codes de secours : gardez-les hors de cet appareil."
    ),
}

# What is told by the same letter, with a sentence of its own.
NOTICES = {
    "account/email/password_changed": _("Le mot de passe de votre compte a changé."),
    "account/email/password_set": _("Votre compte a maintenant un mot de passe."),
    "account/email/password_reset": _(
        "Le mot de passe de votre compte a été remplacé à partir d’un lien reçu par "
        "e-mail."
    ),
    "mfa/email/totp_activated": _(
        "Une application de codes est reliée à votre compte."
    ),
    "mfa/email/totp_deactivated": _(
        "L’application de codes n’est plus reliée à votre compte."
    ),
    "mfa/email/webauthn_added": _("Une clé d’accès est ajoutée à votre compte."),
    "mfa/email/webauthn_removed": _("Une clé d’accès est retirée de votre compte."),
    "mfa/email/recovery_codes_generated": _(
        "De nouveaux codes de secours remplacent les anciens."
    ),
}
