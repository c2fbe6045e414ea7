"""Statements: a cinema's own, and the union's of a month."""

from django.urls import path

from toile.portal.statements import views

app_name = "statements"

urlpatterns = [
    path("releves/", views.month, name="month"),
    path("releves/<str:month>/archive/", views.archive, name="archive"),
    path("releves/<str:statement_id>/", views.statement, name="statement"),
    path("releves/<str:statement_id>/pdf/", views.pdf, name="pdf"),
    path("releves/<str:statement_id>/csv/", views.as_csv, name="csv"),
    path("cinemas/<str:cinema_id>/releves/", views.cinema, name="cinema"),
    path(
        "cinemas/<str:cinema_id>/releves/<str:month>/",
        views.provisional,
        name="provisional",
    ),
    path(
        "cinemas/<str:cinema_id>/releves/<str:month>/ecritures/",
        views.trail,
        name="trail",
    ),
]
