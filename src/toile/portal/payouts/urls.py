"""What cinemas see of their audience and money, and what the union sees of the pool."""

from django.urls import path

from toile.portal.payouts import views

app_name = "payouts"

urlpatterns = [
    path("cinemas/", views.cinemas, name="cinemas"),
    path("cinemas/<str:cinema_id>/", views.cinema, name="cinema"),
    path("affiches/<str:creative_id>/", views.poster, name="poster"),
    path("pool/", views.pool, name="pool"),
]
