"""Who may open what of ``accounts``, allauth's pages among them.

Nobody of the tests has a password: where allauth wants to know again who it is, it has
no means to ask and lets them through. ``tests/portal/accounts`` asks.
"""

import datetime

from django.utils import timezone

from permission_rows import Given, Stage
from toile.portal.accounts.models import Invitation
from toile.portal.accounts.tokens import hash_token

TABLE = """
url method anonymous royal royal_editor royal_viewer eldorado condor condor_editor condor_viewer other_distributor scare scare_editor scare_viewer klox inter nobody
accounts:home          GET    in   302  302  302  302  302  302  302  302  302  302  302  302  302  200
accounts:sign_in       GET    200  302  302  302  302  302  302  302  302  302  302  302  302  302  302
accounts:sign_in       POST   422  302  302  302  302  302  302  302  302  302  302  302  302  302  302
account_login          GET    200  302  302  302  302  302  302  302  302  302  302  302  302  302  302
account_login          POST   422  302  302  302  302  302  302  302  302  302  302  302  302  302  302
accounts:sign_out      POST   in   in   in   in   in   in   in   in   in   in   in   in   in   in   in
accounts:switch        POST   in   302  302  302  404  404  404  404  404  404  404  404  404  404  404
accounts:account       GET    signed_in
accounts:account       POST   in   302  302  302  302  302  302  302  302  302  302  302  302  302  302
accounts:address       GET    signed_in
accounts:address       POST   in   302  302  302  302  302  302  302  302  302  302  302  302  302  302
accounts:confirm_address GET  in   410  410  410  410  410  410  410  410  410  410  410  410  410  410
accounts:confirm_address POST in   410  410  410  410  410  410  410  410  410  410  410  410  410  410
accounts:sessions      GET    signed_in
accounts:end_session   POST   in   404  404  404  404  404  404  404  404  404  404  404  404  404  404
accounts:end_sessions  POST   in   302  302  302  302  302  302  302  302  302  302  302  302  302  302
accounts:team          GET    members
accounts:invite        POST   in   302  403  403  302  302  403  403  302  302  403  403  302  302  403
accounts:change_role   POST   in   302  403  403  404  404  404  403  404  404  404  403  404  404  403
accounts:remove        GET    in   200  403  403  404  404  404  404  404  404  404  404  404  404  403
accounts:remove        POST   in   302  403  403  404  404  404  403  404  404  404  403  404  404  403
accounts:resend        POST   in   302  403  403  404  404  404  403  404  404  404  403  404  404  403
accounts:cancel        POST   in   302  403  403  404  404  404  403  404  404  404  403  404  404  403
accounts:accept        GET    everyone
accounts:accept        POST   422  200  200  200  200  200  200  200  200  200  200  200  200  200  200
mfa_authenticate       GET    in   302  302  302  302  302  302  302  302  302  302  302  302  302  302
mfa_authenticate       POST   in   302  302  302  302  302  302  302  302  302  302  302  302  302  302
mfa_login_webauthn     GET    in   302  302  302  302  302  302  302  302  302  302  302  302  302  302
mfa_login_webauthn     POST   in   302  302  302  302  302  302  302  302  302  302  302  302  302  302
account_inactive       GET    everyone
account_reset_password GET    everyone
account_reset_password POST   in   in   in   in   in   in   in   in   in   in   in   in   in   in   in
account_reset_password_done GET everyone
account_reset_password_from_key GET everyone
account_reset_password_from_key POST 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
account_reset_password_from_key_done GET everyone
account_change_password GET   in   302  302  302  302  302  302  302  302  302  302  302  302  302  302
account_change_password POST  in   302  302  302  302  302  302  302  302  302  302  302  302  302  302
account_set_password   GET    signed_in
account_set_password   POST   in   422  422  422  422  422  422  422  422  422  422  422  422  422  422
account_reauthenticate GET    in   403  403  403  403  403  403  403  403  403  403  403  403  403  403
account_reauthenticate POST   in   403  403  403  403  403  403  403  403  403  403  403  403  403  403
mfa_reauthenticate     GET    in   403  403  403  403  403  403  403  403  403  403  403  403  403  403
mfa_reauthenticate     POST   in   403  403  403  403  403  403  403  403  403  403  403  403  403  403
mfa_reauthenticate_webauthn GET in 403  403  403  403  403  403  403  403  403  403  403  403  403  403
mfa_reauthenticate_webauthn POST in 403 403  403  403  403  403  403  403  403  403  403  403  403  403
mfa_index              GET    signed_in
mfa_activate_totp      GET    signed_in
mfa_activate_totp      POST   in   422  422  422  422  422  422  422  422  422  422  422  422  422  422
mfa_deactivate_totp    GET    in   404  404  404  404  404  404  404  404  404  404  404  404  404  404
mfa_deactivate_totp    POST   in   404  404  404  404  404  404  404  404  404  404  404  404  404  404
mfa_add_webauthn       GET    signed_in
mfa_add_webauthn       POST   in   422  422  422  422  422  422  422  422  422  422  422  422  422  422
mfa_remove_webauthn    GET    in   404  404  404  404  404  404  404  404  404  404  404  404  404  404
mfa_remove_webauthn    POST   in   404  404  404  404  404  404  404  404  404  404  404  404  404  404
mfa_edit_webauthn      GET    in   404  404  404  404  404  404  404  404  404  404  404  404  404  404
mfa_edit_webauthn      POST   in   404  404  404  404  404  404  404  404  404  404  404  404  404  404
mfa_view_recovery_codes GET   in   404  404  404  404  404  404  404  404  404  404  404  404  404  404
mfa_download_recovery_codes GET in 404  404  404  404  404  404  404  404  404  404  404  404  404  404
mfa_generate_recovery_codes GET signed_in
mfa_generate_recovery_codes POST in 422 422  422  422  422  422  422  422  422  422  422  422  422  422
"""  # noqa: E501 - a table is read by its columns

DEEDS = {
    "accounts:account",
    "accounts:address",
    "accounts:cancel",
    "accounts:change_role",
    "accounts:invite",
    "accounts:remove",
    "accounts:resend",
}

TOKEN = "un-lien-d-invitation"


def given(stage: Stage) -> Given:
    """The Royal's editor, and an invitation that somebody new got an hour ago."""
    people = stage.world.people
    sent = timezone.now() - datetime.timedelta(hours=1)
    invitation = Invitation.objects.create(
        organisation=people.royal,
        email="nouvelle@toile.test",
        role="viewer",
        invited_by=people.users["royal"],
        token_hash=hash_token(TOKEN),
        sent_at=sent,
        expires_at=sent + Invitation.VALID_FOR,
    )
    editor = (people.royal.memberships.get(user=people.users["royal_editor"]).id,)
    invited = (invitation.id,)
    passkey = {"credential": "x"}
    return {
        "accounts:sign_in": ((), {"login": "x@x.test", "password": "x"}),
        "account_login": ((), {"login": "x@x.test", "password": "x"}),
        "accounts:switch": ((), {"organisation": people.royal.id}),
        "accounts:account": ((), {"name": "Autre nom", "language": "en"}),
        "accounts:address": ((), {"email": "autre@toile.test"}),
        "accounts:confirm_address": (("x",), {}),
        "accounts:end_session": (("1",), {}),
        "accounts:invite": ((), {"email": "neuf@toile.test", "role": "editor"}),
        "accounts:change_role": (editor, {"role": "viewer"}),
        "accounts:remove": (editor, {}),
        "accounts:resend": (invited, {}),
        "accounts:cancel": (invited, {}),
        "accounts:accept": ((TOKEN,), {}),
        "account_reset_password": ((), {"email": "x@x.test"}),
        "account_reset_password_from_key": (("x", "set-password"), {}),
        "mfa_login_webauthn": ((), passkey),
        "mfa_add_webauthn": ((), passkey),
        "mfa_activate_totp": ((), {"code": "0"}),
        "mfa_remove_webauthn": (("1",), {}),
        "mfa_edit_webauthn": (("1",), {"name": "x"}),
    }
