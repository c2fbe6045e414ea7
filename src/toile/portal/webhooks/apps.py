"""Lets webhooks hear of decisions, and registers what they do by the clock."""

from importlib import import_module

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Webhooks."""

    name = "toile.portal.webhooks"

    def ready(self) -> None:
        """Listen and register, once models exist."""
        for module in ("receivers", "clock"):
            import_module(f"{self.name}.{module}")
