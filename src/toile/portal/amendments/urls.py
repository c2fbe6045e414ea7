"""The rules and what they change."""

from django.urls import path

from toile.portal.amendments import views

app_name = "amendments"

urlpatterns = [
    path("regles/", views.rules, name="rules"),
    path("regles/nouvelle/", views.write, name="write"),
    path("regles/avenants/", views.amend, name="amend"),
    path("regles/<str:version_id>/retirer/", views.withdraw, name="withdraw"),
]
