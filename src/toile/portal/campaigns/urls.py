"""Campaigns, their figures and their creatives."""

from django.urls import path

from toile.portal.campaigns import views

app_name = "campaigns"

urlpatterns = [
    path("campagnes/", views.campaigns, name="list"),
    path("campagnes/<str:campaign_id>/", views.detail, name="detail"),
    path("campagnes/<str:campaign_id>/chiffres/", views.figures, name="figures"),
    path("campagnes/<str:campaign_id>/etat/", views.move, name="move"),
    path(
        "campagnes/<str:campaign_id>/creations/",
        views.add_creative,
        name="add_creative",
    ),
    path("creations/<str:creative_id>/affiche/", views.poster, name="poster"),
    path("creations/<str:creative_id>/teaser/", views.teaser, name="teaser"),
    path("lignes/", views.live_lines, name="live_lines"),
]
