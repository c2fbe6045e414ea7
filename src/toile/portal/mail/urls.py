"""The link at the foot of a mail, and the demonstration's mailbox."""

from django.urls import path

from toile.portal.mail import views

app_name = "mail"

urlpatterns = [
    path("courrier/", views.mailbox, name="mailbox"),
    path("courrier/desinscription/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("courrier/<str:mail_id>/", views.mail, name="mail"),
    path("courrier/<str:mail_id>/html/", views.html, name="html"),
]
