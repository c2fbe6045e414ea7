"""Where the reconciliation is shown."""

from django.urls import path

from toile.portal.reconciliation import views

app_name = "reconciliation"

urlpatterns = [
    path("rapprochement/", views.overview, name="overview"),
    path("rapprochement/comparer/", views.compare, name="compare"),
]
