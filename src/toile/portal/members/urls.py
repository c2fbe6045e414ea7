"""Joining in five steps, and a member's pixel, participation and data."""

from django.urls import path

from toile.portal.members.views import beginning, data, participation, pixel, steps

app_name = "members"

urlpatterns = [
    path("rejoindre/", beginning.join, name="join"),
    path("rejoindre/cinema/<str:number>/", beginning.listed, name="listed"),
    path("rejoindre/hors-liste/", beginning.by_hand, name="by_hand"),
    path("rejoindre/courrier/", beginning.sent, name="sent"),
    path("rejoindre/confirmer/<str:token>/", beginning.confirm, name="confirm"),
    path("rejoindre/<str:join_id>/", steps.go_on, name="go_on"),
    path("rejoindre/<str:join_id>/identite/", steps.identity, name="identity"),
    path("rejoindre/<str:join_id>/convention/", steps.agreement, name="agreement"),
    path("rejoindre/<str:join_id>/banque/", steps.bank, name="bank"),
    path("rejoindre/<str:join_id>/pixel/", steps.pixel, name="pixel"),
    path("cinemas/<str:cinema_id>/pixel/", pixel.pixel, name="cinema_pixel"),
    path("cinemas/<str:cinema_id>/pixel/signes/", pixel.signs, name="signs"),
    path(
        "cinemas/<str:cinema_id>/pixel/prestataire/", pixel.webmaster, name="webmaster"
    ),
    path("cinemas/<str:cinema_id>/pixel/extension/", pixel.plugin, name="plugin"),
    path("cinemas/<str:cinema_id>/banque/", data.bank, name="bank_account"),
    path("cinemas/<str:cinema_id>/convention/", data.contract, name="contract"),
    path("cinemas/<str:cinema_id>/donnees/", data.export, name="export"),
    path(
        "cinemas/<str:cinema_id>/participation/",
        participation.participation,
        name="participation",
    ),
    path(
        "cinemas/<str:cinema_id>/participation/pause/",
        participation.pause,
        name="pause",
    ),
    path(
        "cinemas/<str:cinema_id>/participation/reprise/",
        participation.resume,
        name="resume",
    ),
    path(
        "cinemas/<str:cinema_id>/participation/depart/",
        participation.leave,
        name="leave",
    ),
    path(
        "cinemas/<str:cinema_id>/participation/rester/",
        participation.stay,
        name="stay",
    ),
]
