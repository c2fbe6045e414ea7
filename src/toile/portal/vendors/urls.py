"""The IAB's lists, for the operator."""

from django.urls import path

from toile.portal.vendors import views

app_name = "vendors"

urlpatterns = [
    path("fournisseurs/", views.lists, name="lists"),
    path("fournisseurs/relire/", views.read_again, name="read_again"),
]
