"""The basis of invoices."""

from django.urls import path

from toile.portal.billing import views

app_name = "billing"

urlpatterns = [path("facturation/", views.month, name="month")]
