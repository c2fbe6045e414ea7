"""The app of monthly statements."""

from importlib import import_module

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    """Draws statements up when a month is closed."""

    name = "toile.portal.statements"

    def ready(self) -> None:
        """Say what the clock does, once models exist."""
        import_module(f"{self.name}.clock")
