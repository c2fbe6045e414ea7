"""The union's queue."""

from django.urls import path

from toile.portal.approvals import views

app_name = "approvals"

urlpatterns = [
    path("accords/", views.queue, name="queue"),
    path("accords/<str:approval_id>/", views.decide, name="decide"),
]
