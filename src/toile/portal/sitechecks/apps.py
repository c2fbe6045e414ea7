"""The app, its job and its lines of the schedule."""

from importlib import import_module

from django.apps import AppConfig


class SitechecksConfig(AppConfig):
    """Checks of members' sites."""

    name = "toile.portal.sitechecks"

    def ready(self) -> None:
        """Register the job and the clock's deeds, once models exist."""
        import_module(f"{self.name}.deeds")
