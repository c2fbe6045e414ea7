"""Alerts."""

from django.urls import path

from toile.portal.alerts import views

app_name = "alerts"

urlpatterns = [
    path("alertes/", views.listing, name="list"),
    path("alertes/seuils/", views.settings, name="settings"),
    path("alertes/<str:alert_id>/", views.alert, name="alert"),
]
