"""Lets the trail hear of what happens to accounts."""

from importlib import import_module

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Connects the one receiver of the app."""

    name = "toile.portal.audit"

    def ready(self) -> None:
        """Listen to deeds, once models exist."""
        import_module(f"{self.name}.receivers")
