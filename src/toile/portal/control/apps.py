"""The app, and its line of the schedule."""

from importlib import import_module

from django.apps import AppConfig


class ControlConfig(AppConfig):
    """The control room."""

    name = "toile.portal.control"

    def ready(self) -> None:
        """Register what is done by the clock, once models exist."""
        import_module(f"{self.name}.clock")
