"""The inventory."""

from django.urls import path

from toile.portal.inventory import views

app_name = "inventory"

urlpatterns = [path("emplacements/", views.placements, name="list")]
