"""Lets the apps below hear what the ledger says."""

from importlib import import_module

from django.apps import AppConfig


class PayoutsConfig(AppConfig):
    """Answers what campaigns ask of the books."""

    name = "toile.portal.payouts"

    def ready(self) -> None:
        """Say who answers and what the clock does, once models exist."""
        fees = import_module("toile.portal.campaigns.fees")
        fees.answered_by(import_module(f"{self.name}.selectors").fees_micros)
        import_module(f"{self.name}.clock")
