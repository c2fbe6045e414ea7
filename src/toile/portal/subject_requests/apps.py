"""The register of persons' requests, and what it does by the clock."""

from importlib import import_module

from django.apps import AppConfig


class SubjectRequestsConfig(AppConfig):
    """Requests that came by letter or mail."""

    name = "toile.portal.subject_requests"

    def ready(self) -> None:
        """Register what is done by the clock, once models exist."""
        import_module(f"{self.name}.deeds")
