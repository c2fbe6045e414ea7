"""The app, its lines of the schedule, and its mark in the menu."""

from importlib import import_module

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Alerts."""

    name = "toile.portal.alerts"

    def ready(self) -> None:
        """Register what is done by the clock and what the menu counts."""
        import_module(f"{self.name}.clock")
        selectors = import_module(f"{self.name}.selectors")
        menu = import_module("toile.portal.accounts.menu")
        menu.badge("alerts:list", selectors.calling)
