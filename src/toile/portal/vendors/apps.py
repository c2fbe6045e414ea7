"""The app, and what it does by the clock."""

from importlib import import_module

from django.apps import AppConfig


class VendorsConfig(AppConfig):
    """The IAB's lists."""

    name = "toile.portal.vendors"

    def ready(self) -> None:
        """Register what is done by the clock, once models exist."""
        import_module(f"{self.name}.clock")
