"""An organisation's webhooks: its addresses, and what they were told."""

from django.urls import path

from toile.portal.webhooks import views

app_name = "webhooks"

urlpatterns = [
    path("webhooks/", views.endpoints, name="list"),
    path("webhooks/ajouter/", views.add, name="add"),
    path("webhooks/<str:endpoint_id>/", views.endpoint, name="endpoint"),
    path("webhooks/<str:endpoint_id>/essai/", views.send_test, name="test"),
    path("webhooks/<str:endpoint_id>/secret/", views.renew, name="renew"),
    path("webhooks/<str:endpoint_id>/etat/", views.switch, name="switch"),
    path("webhooks/<str:endpoint_id>/supprimer/", views.remove, name="remove"),
    path("webhooks/<str:endpoint_id>/<str:message_id>/", views.message, name="message"),
    path(
        "webhooks/<str:endpoint_id>/<str:message_id>/renvoyer/",
        views.send_again,
        name="send_again",
    ),
]
