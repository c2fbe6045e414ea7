"""The operator's look at mails and jobs."""

from django.urls import path

from toile.portal.upkeep import views

app_name = "upkeep"

urlpatterns = [
    path("exploitation/", views.overview, name="overview"),
    path("exploitation/courriers/<str:mail_id>/", views.mail, name="mail"),
    path(
        "exploitation/courriers/<str:mail_id>/renvoyer/",
        views.send_again,
        name="send_again",
    ),
    path(
        "exploitation/taches/<str:job_id>/recommencer/",
        views.retry_job,
        name="retry_job",
    ),
]
