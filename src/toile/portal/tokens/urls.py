"""Tokens for programs."""

from django.urls import path

from toile.portal.tokens import views

app_name = "tokens"

urlpatterns = [
    path("jetons/", views.tokens, name="list"),
    path("jetons/<str:token_id>/revoquer/", views.revoke, name="revoke"),
]
