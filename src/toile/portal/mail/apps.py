"""The app, under a label that does not collide."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The outbox of the portal."""

    name = "toile.portal.mail"
