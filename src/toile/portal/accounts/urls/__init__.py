"""The door, one's own account, and the team."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from toile.portal.accounts.views import entry, invitations, own, team

app_name = "accounts"

urlpatterns = [
    path("", entry.home, name="home"),
    path("connexion/", entry.SignIn.as_view(), name="sign_in"),
    path("deconnexion/", LogoutView.as_view(), name="sign_out"),
    path("organisation/", entry.switch, name="switch"),
    path("compte/", own.account, name="account"),
    path("compte/adresse/", own.address, name="address"),
    path("compte/adresse/<str:token>/", own.confirm_address, name="confirm_address"),
    path("compte/sessions/", own.sessions, name="sessions"),
    path("compte/sessions/autres/fermer/", own.end_other_sessions, name="end_sessions"),
    path(
        "compte/sessions/<int:session_id>/fermer/", own.end_session, name="end_session"
    ),
    path("equipe/", team.team, name="team"),
    path("equipe/inviter/", team.invite, name="invite"),
    path("equipe/<str:membership_id>/role/", team.change_role, name="change_role"),
    path("equipe/<str:membership_id>/retirer/", team.remove_member, name="remove"),
    path(
        "equipe/invitations/<str:invitation_id>/renvoyer/", team.resend, name="resend"
    ),
    path("equipe/invitations/<str:invitation_id>/annuler/", team.cancel, name="cancel"),
    path("invitation/<str:token>/", invitations.accept, name="accept"),
]
