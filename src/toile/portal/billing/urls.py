"""The basis of invoices; what a distributor spends."""

from django.urls import path

from toile.portal.billing import views

app_name = "billing"

urlpatterns = [
    path("facturation/", views.month, name="month"),
    path("depenses/", views.spend, name="spend"),
]
