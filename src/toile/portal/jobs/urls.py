"""A job, as its owner sees it."""

from django.urls import path

from toile.portal.jobs import views

app_name = "jobs"

urlpatterns = [
    path("taches/<str:job_id>/", views.job, name="job"),
    path("taches/<str:job_id>/recommencer/", views.retry, name="retry"),
]
