"""Who may open what of ``project``."""

from permission_rows import Given, Stage

TABLE = """
url method audience
healthz                GET    everyone
set_language           POST   in_any_language
"""

DEEDS: set[str] = set()


def given(_stage: Stage) -> Given:
    """Nothing is needed."""
    return {}
