"""The union's messages to its members."""

from django.urls import path

from toile.portal.circulars import views

app_name = "circulars"

urlpatterns = [
    path("messages/", views.listed, name="list"),
    path("messages/nouveau/", views.write, name="write"),
    path("messages/<str:circular_id>/", views.circular, name="circular"),
    path("messages/<str:circular_id>/modifier/", views.edit, name="edit"),
    path("messages/<str:circular_id>/essai/", views.test, name="test"),
    path("messages/<str:circular_id>/envoi/", views.send, name="send"),
    path("messages/<str:circular_id>/suppression/", views.delete, name="delete"),
]
