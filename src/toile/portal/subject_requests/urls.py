"""The register of persons' requests, the union's."""

from django.urls import path

from toile.portal.subject_requests import views

app_name = "subject_requests"

urlpatterns = [
    path("demandes-des-personnes/", views.listed, name="list"),
    path("demandes-des-personnes/nouvelle/", views.register, name="register"),
    path("demandes-des-personnes/<str:pk>/", views.detail, name="detail"),
    path("demandes-des-personnes/<str:pk>/delai/", views.prolong, name="prolong"),
    path("demandes-des-personnes/<str:pk>/reponse/", views.answer, name="answer"),
    path("demandes-des-personnes/<str:pk>/cloture/", views.close, name="close"),
    path("demandes-des-personnes/<str:pk>/document/", views.document, name="document"),
]
