"""Films."""

from django.urls import path

from toile.portal.films import views

app_name = "films"

urlpatterns = [
    path("films/", views.films, name="list"),
    path("films/nouveau/", views.add, name="add"),
    path("films/<str:film_id>/", views.detail, name="detail"),
    path("films/<str:film_id>/modifier/", views.edit, name="edit"),
    path("films/<str:film_id>/messages/", views.write, name="write"),
]
