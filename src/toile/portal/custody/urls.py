"""The union's page about its keys."""

from django.urls import path

from toile.portal.custody import views

app_name = "custody"

urlpatterns = [path("cles/", views.keys, name="keys")]
