"""Lets accounts hear of what allauth and axes see."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Connects the receivers of the app."""

    name = "toile.portal.accounts"

    def ready(self) -> None:
        """Listen, once models exist."""
        import_module(f"{self.name}.receivers")
