"""Pages for spectators, open to everyone: no account, no cookie of ours."""

from django.urls import path

from toile.portal.spectators import views

app_name = "spectators"

urlpatterns = [
    path("pourquoi/<str:token>", views.why, name="why"),
    path("mes-donnees", views.my_data, name="my_data"),
    path("mes-donnees/publicites", views.ads, name="ads"),
]
