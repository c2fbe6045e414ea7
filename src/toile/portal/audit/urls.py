"""The trail, as the union reads it."""

from django.urls import path

from toile.portal.audit import views

app_name = "audit"

urlpatterns = [
    path("compte/activite/", views.own, name="own"),
    path("audit/", views.trail, name="trail"),
    path("audit/verification/", views.check, name="check"),
]
