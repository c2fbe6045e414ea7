"""The programme: how it stands, and which films it means."""

from django.urls import path

from toile.portal.showtimes import views

app_name = "showtimes"

urlpatterns = [
    path("seances/", views.overview, name="overview"),
    path("seances/etat/", views.switch, name="switch"),
    path("seances/films/", views.films, name="films"),
    path("seances/films/<str:match_id>/", views.film, name="film"),
]
