"""The app of payouts to cinemas."""

from django.apps import AppConfig


class TransfersConfig(AppConfig):
    """Runs of SEPA transfers to the cinemas."""

    name = "toile.portal.transfers"
