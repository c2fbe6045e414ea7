"""Lets campaigns hear of the union's decisions, and do what the clock asks."""

from importlib import import_module

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Connects what the app hears and does beside its pages."""

    name = "toile.portal.campaigns"

    def ready(self) -> None:
        """Listen to decisions, to the clock and to jobs, once models exist."""
        for module in ("receivers", "clock", "deeds"):
            import_module(f"{self.name}.{module}")
