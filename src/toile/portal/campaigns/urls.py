"""Campaigns: their pages, the wizard, creatives, the films' files."""

from django.urls import path

from toile.portal.campaigns.views import (
    creatives,
    detail,
    forecasts,
    masters,
    pages,
    previews,
    report,
    sharing,
    wizard,
)

app_name = "campaigns"

_ONE = "campagnes/<str:campaign_id>/"
_STEP = f"{_ONE}preparer/"

urlpatterns = [
    path("campagnes/", pages.campaigns, name="list"),
    path("campagnes/nouvelle/", wizard.new, name="new"),
    path(_ONE, report.detail, name="detail"),
    path(f"{_ONE}chiffres/", report.figures, name="figures"),
    path(f"{_ONE}bilan.pdf", report.pdf, name="report_pdf"),
    path(f"{_ONE}bilan.<str:kind>", report.file, name="report_file"),
    path(f"{_ONE}clics/", report.clicks, name="clicks"),
    path(f"{_ONE}partages/", sharing.links, name="links"),
    path("partages/<str:link_id>/revoquer/", sharing.revoke, name="revoke_link"),
    path("partage/<str:token>/", sharing.shared, name="shared"),
    path("partage/<str:token>/bilan.pdf", sharing.shared_pdf, name="shared_pdf"),
    path(f"{_ONE}etat/", pages.move, name="move"),
    path(f"{_ONE}reglages/", detail.settings, name="settings"),
    path(f"{_ONE}creations/", detail.creatives, name="creatives"),
    path(f"{_ONE}echanges/", detail.exchanges, name="exchanges"),
    path(f"{_ONE}messages/", detail.write, name="write"),
    path(f"{_ONE}dupliquer/", detail.duplicate, name="duplicate"),
    path(f"{_ONE}supprimer/", detail.abandon, name="abandon"),
    path(f"{_ONE}apercu/", previews.preview, name="preview"),
    path(f"{_ONE}prevision/", forecasts.forecast, name="forecast"),
    path(f"{_ONE}creations/nouvelle/", creatives.add_creative, name="add_creative"),
    path(f"{_STEP}film/", wizard.film, name="film_step"),
    path(f"{_STEP}dates/", wizard.dates, name="dates_step"),
    path(f"{_STEP}criteres/", wizard.criteria_step, name="criteria_step"),
    path(f"{_STEP}sites/", wizard.sites, name="sites_step"),
    path(f"{_STEP}creations/", creatives.creatives_step, name="creatives_step"),
    path(f"{_STEP}budget/", wizard.budget, name="budget_step"),
    path(f"{_STEP}verification/", detail.review, name="review_step"),
    path("creations/<str:creative_id>/affiche/", pages.poster, name="poster"),
    path("creations/<str:creative_id>/teaser/", pages.teaser, name="teaser"),
    path("creations/<str:creative_id>/reglage/", creatives.adjust, name="adjust"),
    path("creations/<str:creative_id>/retirer/", creatives.remove, name="remove"),
    path(
        "creations/<str:creative_id>/dans/<str:placement_id>/",
        previews.frame,
        name="preview_frame",
    ),
    path("films/<str:film_id>/fichiers/", masters.masters, name="masters"),
    path("films/<str:film_id>/fichiers/etat/", masters.progress, name="masters_state"),
    path("fichiers/<str:master_id>/refaire/", masters.retry, name="retry_master"),
    path("declinaisons/<int:rendition_id>/", masters.rendition, name="rendition"),
    path("lignes/", pages.live_lines, name="live_lines"),
]
