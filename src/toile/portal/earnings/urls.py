"""What a cinema earns and is paid; how all members stand."""

from django.urls import path

from toile.portal.earnings import views

app_name = "earnings"

urlpatterns = [
    path("cinemas/<str:cinema_id>/argent/", views.cinema, name="cinema"),
    path("soldes/", views.members, name="members"),
]
