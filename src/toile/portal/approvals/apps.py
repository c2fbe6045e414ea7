"""Lets approvals write to those whom a request or an answer concerns."""

from importlib import import_module

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """Connects the letters."""

    name = "toile.portal.approvals"

    def ready(self) -> None:
        """Listen to requests and decisions, once models exist."""
        import_module(f"{self.name}.letters")
