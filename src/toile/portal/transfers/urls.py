"""The union's runs of transfers."""

from django.urls import path

from toile.portal.transfers import views

app_name = "transfers"

urlpatterns = [
    path("reversements/", views.listed, name="list"),
    path("reversements/proposition/", views.propose, name="propose"),
    path("reversements/compte/", views.payer, name="payer"),
    path("reversements/reponse/", views.answer, name="answer"),
    path(
        "reversements/virements/<str:transfer_id>/retrait/",
        views.withdraw,
        name="withdraw",
    ),
    path("reversements/virements/<str:transfer_id>/etat/", views.settle, name="settle"),
    path("reversements/virements/<str:transfer_id>/compte/", views.look, name="look"),
    path("reversements/<str:run_id>/", views.run, name="run"),
    path("reversements/<str:run_id>/controle/", views.check_again, name="check_again"),
    path("reversements/<str:run_id>/accord/", views.approve, name="approve"),
    path("reversements/<str:run_id>/annulation/", views.cancel, name="cancel"),
    path("reversements/<str:run_id>/remise/", views.hand_over, name="hand_over"),
    path("reversements/<str:run_id>/fichier/", views.file, name="file"),
]
