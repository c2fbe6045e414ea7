"""Lets the clock forget kept answers."""

from importlib import import_module

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Adds the app's line to the schedule."""

    name = "toile.portal.api"

    def ready(self) -> None:
        """Tell the clock, once models exist."""
        import_module(f"{self.name}.clock")
