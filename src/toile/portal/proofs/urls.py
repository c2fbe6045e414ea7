"""Proofs of consent: the sites, one site, its exports."""

from django.urls import path

from toile.portal.proofs import views

app_name = "proofs"

urlpatterns = [
    path("preuves/", views.sites, name="sites"),
    path("preuves/fichiers/<str:export_id>/", views.download, name="download"),
    path("preuves/<str:site_id>/", views.site, name="site"),
]
