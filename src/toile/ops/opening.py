"""Setting Django up for the commands that need it, and only for those."""

import os

from toile.settings import load
from toile.wire.errors import SettingError


def open_django() -> None:
    """Set Django up, with a session key that survives restarts."""
    from toile.ops.keys import ensure_portal_key

    settings = load()
    if not os.environ.get("TOILE_SECRET_KEY"):
        os.environ["TOILE_SECRET_KEY"] = ensure_portal_key(settings)
    set_up_django()


def set_up_django() -> None:
    """Set Django up as it is; raises ``SettingError`` for a wrong database address."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toile.portal.project.settings")
    import django
    from dj_database_url import ParseError, UnknownSchemeError

    try:
        django.setup()
    except (ParseError, UnknownSchemeError) as error:
        raise SettingError(
            "DATABASE_URL",
            f"it cannot be read: {str(error).partition('.')[0]}",
            "Give sqlite:///path or postgres://user:password@host/name.",
        ) from error
