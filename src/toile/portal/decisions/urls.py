"""The union's queue, each request, each site."""

from django.urls import path

from toile.portal.decisions.views import queue, requests, sites

app_name = "decisions"

urlpatterns = [
    path("accords/", queue.queue, name="queue"),
    path("accords/films/", queue.approve_films, name="films"),
    path("accords/decisions/", queue.answers, name="answers"),
    path("accords/sites/<str:site_id>/", sites.site, name="site"),
    path("accords/<str:approval_id>/", requests.page, name="request"),
    path("accords/<str:approval_id>/question/", requests.ask, name="ask"),
]
