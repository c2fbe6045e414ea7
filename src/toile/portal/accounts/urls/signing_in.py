"""The pages that allauth works with, under the names by which it knows them.

The rest of allauth's URL map (sign-up, several addresses, codes by mail) is nowhere.
"""

from django.urls import path, re_path

from toile.portal.accounts.views import entry, passwords, security

urlpatterns = [
    path("connexion/", entry.SignIn.as_view(), name="account_login"),
    path("connexion/etape/", entry.SecondStep.as_view(), name="mfa_authenticate"),
    path("connexion/cle/", entry.SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("connexion/ferme/", entry.Closed.as_view(), name="account_inactive"),
    path(
        "connexion/mot-de-passe/",
        passwords.AskPassword.as_view(),
        name="account_reset_password",
    ),
    path(
        "connexion/mot-de-passe/envoye/",
        passwords.Asked.as_view(),
        name="account_reset_password_done",
    ),
    path(
        "connexion/mot-de-passe/change/",
        passwords.WasReset.as_view(),
        name="account_reset_password_from_key_done",
    ),
    # No path(): the first hyphen parts the account from the secret, which has its own.
    re_path(
        r"^connexion/mot-de-passe/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        passwords.ResetPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "compte/mot-de-passe/",
        passwords.ChangePassword.as_view(),
        name="account_change_password",
    ),
    path(
        "compte/mot-de-passe/choisir/",
        passwords.SetPassword.as_view(),
        name="account_set_password",
    ),
    path(
        "compte/confirmer/",
        passwords.ConfirmByPassword.as_view(),
        name="account_reauthenticate",
    ),
    path(
        "compte/confirmer/code/",
        security.ConfirmByCode.as_view(),
        name="mfa_reauthenticate",
    ),
    path(
        "compte/confirmer/cle/",
        security.ConfirmByPasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("compte/securite/", security.Security.as_view(), name="mfa_index"),
    path(
        "compte/securite/application/",
        security.LinkApp.as_view(),
        name="mfa_activate_totp",
    ),
    path(
        "compte/securite/application/retirer/",
        security.UnlinkApp.as_view(),
        name="mfa_deactivate_totp",
    ),
    path(
        "compte/securite/cles/ajouter/",
        security.AddPasskey.as_view(),
        name="mfa_add_webauthn",
    ),
    path(
        "compte/securite/cles/<int:pk>/retirer/",
        security.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        "compte/securite/cles/<int:pk>/nommer/",
        security.RenamePasskey.as_view(),
        name="mfa_edit_webauthn",
    ),
    path(
        "compte/securite/codes/",
        security.Codes.as_view(),
        name="mfa_view_recovery_codes",
    ),
    path(
        "compte/securite/codes/nouveaux/",
        security.NewCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "compte/securite/codes/fichier/",
        security.DownloadCodes.as_view(),
        name="mfa_download_recovery_codes",
    ),
]
