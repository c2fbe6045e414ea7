"""The style page."""

from django.urls import path

from toile.portal.ui import views

app_name = "ui"

urlpatterns = [path("style/", views.style, name="style")]
