"""The document of the API, for programs and for people."""

from django.urls import path

from toile.portal.api import views

app_name = "api"

urlpatterns = [
    path("openapi.json", views.openapi, name="openapi"),
    path("docs", views.reference, name="reference"),
]
