"""The control room."""

from django.urls import path

from toile.portal.control import views

app_name = "control"

urlpatterns = [
    path("salle-de-controle/", views.room, name="room"),
    path("salle-de-controle/chiffres/", views.now, name="now"),
    path("salle-de-controle/flux/", views.stream, name="stream"),
    path(
        "places-de-marche/<str:exchange_id>/chiffres/",
        views.exchange,
        name="exchange",
    ),
    path("lignes/<str:line_id>/pourquoi/", views.why, name="why"),
]
