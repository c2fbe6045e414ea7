"""The app that compares what several books say of the same money."""

from importlib import import_module

from django.apps import AppConfig


class ReconciliationConfig(AppConfig):
    """Asks for a reconciliation each morning."""

    name = "toile.portal.reconciliation"

    def ready(self) -> None:
        """Say what the clock does, once models exist."""
        import_module(f"{self.name}.clock")
