"""Lets the program ``toile jobs`` send messages."""

from importlib import import_module

from django.apps import AppConfig


class CircularsConfig(AppConfig):
    """Messages of the union to its members."""

    name = "toile.portal.circulars"

    def ready(self) -> None:
        """Register what is done in the background, once models exist."""
        import_module(f"{self.name}.deeds")
