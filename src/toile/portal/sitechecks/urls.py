"""Checks of a cinema's sites, each with its pictures; and of all members' sites."""

from django.urls import path

from toile.portal.sitechecks import views

app_name = "sitechecks"

urlpatterns = [
    path("verifications/", views.sites, name="sites"),
    path("cinemas/<str:cinema_id>/verifications/", views.cinema, name="cinema"),
    path("cinemas/<str:cinema_id>/verifications/lancer/", views.ask, name="ask"),
    path("verifications/<str:check_id>/", views.check, name="check"),
    path("verifications/<str:check_id>/preuve.zip", views.proof, name="proof"),
    path("verifications/images/<str:picture_id>/", views.picture, name="picture"),
]
