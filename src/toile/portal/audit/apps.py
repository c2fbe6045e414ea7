"""Lets the trail hear of what is done on the floors below it."""

from importlib import import_module

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Connects the receivers of the app."""

    name = "toile.portal.audit"

    def ready(self) -> None:
        """Listen, once models exist."""
        import_module(f"{self.name}.receivers")
