"""The app of invoices, proformas and the accountant's file."""

from importlib import import_module

from django.apps import AppConfig


class InvoicesConfig(AppConfig):
    """Answers what transfers ask of mandates, and hears what became of them."""

    name = "toile.portal.invoices"

    def ready(self) -> None:
        """Say who answers and who listens, once models exist."""
        asked = import_module("toile.portal.transfers.mandates")
        asked.answered_by(import_module(f"{self.name}.selectors.mandates").mandated)
        import_module(f"{self.name}.receivers")
