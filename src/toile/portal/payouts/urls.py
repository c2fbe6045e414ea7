"""What cinemas see of their audience and money, and what the union sees of the pool."""

from django.urls import path

from toile.portal.payouts import views
from toile.portal.payouts.doubts.views import decide, doubts
from toile.portal.payouts.pool.views import pool

app_name = "payouts"

urlpatterns = [
    path("cinemas/", views.cinemas, name="cinemas"),
    path("cinemas/<str:cinema_id>/", views.cinema, name="cinema"),
    path("affiches/<str:creative_id>/", views.poster, name="poster"),
    path("pool/", pool, name="pool"),
    path("clics-douteux/", doubts, name="doubts"),
    path("clics-douteux/<str:doubt_id>/", decide, name="decide_doubt"),
]
