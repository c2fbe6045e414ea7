"""The app: it answers the union's yes to a cinema, and counts what waits for it."""

from importlib import import_module

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Contracts, their texts and their signatures."""

    name = "toile.portal.agreements"

    def ready(self) -> None:
        """Listen to decisions and show what waits, once models exist."""
        import_module(f"{self.name}.receivers")
        menu = import_module("toile.portal.accounts.menu")
        selectors = import_module(f"{self.name}.selectors")
        menu.badge("agreements:list", selectors.waiting_count)
