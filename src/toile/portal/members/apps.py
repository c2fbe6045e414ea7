"""The app, and what it hears from those below."""

from importlib import import_module

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """A cinema's life as a member."""

    name = "toile.portal.members"

    def ready(self) -> None:
        """Connect what is heard and what the clock does, once models exist."""
        import_module(f"{self.name}.receivers")
        import_module(f"{self.name}.clock")
