"""Lets campaigns hear of the union's decisions, and do what the clock asks."""

from importlib import import_module

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Connects the one receiver of the app."""

    name = "toile.portal.campaigns"

    def ready(self) -> None:
        """Listen to decisions and to the clock, once models exist."""
        for module in ("receivers", "clock"):
            import_module(f"{self.name}.{module}")
