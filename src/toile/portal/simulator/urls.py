"""The simulator."""

from django.urls import path

from toile.portal.simulator.views import simulate

app_name = "simulator"

urlpatterns = [path("simulateur/", simulate, name="simulate")]
