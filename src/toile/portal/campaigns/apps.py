"""Lets campaigns hear of the union's decisions."""

from importlib import import_module

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Connects the one receiver of the app."""

    name = "toile.portal.campaigns"

    def ready(self) -> None:
        """Listen to decisions, once models exist."""
        import_module(f"{self.name}.receivers")
