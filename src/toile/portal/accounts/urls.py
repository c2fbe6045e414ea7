"""Signing in and out, the home, and the choice of an organisation."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from toile.portal.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.home, name="home"),
    path("connexion/", views.SignIn.as_view(), name="sign_in"),
    path("deconnexion/", LogoutView.as_view(), name="sign_out"),
    path("organisation/", views.switch, name="switch"),
]
