"""The app, and its own line of the schedule."""

from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Background jobs."""

    name = "toile.portal.jobs"

    def ready(self) -> None:
        """Register what is done by the clock, once models exist."""
        import_module(f"{self.name}.clock")
