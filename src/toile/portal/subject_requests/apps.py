"""The register of persons' requests."""

from django.apps import AppConfig


class SubjectRequestsConfig(AppConfig):
    """Requests that came by letter or mail."""

    name = "toile.portal.subject_requests"
