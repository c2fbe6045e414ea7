"""Who may open what of ``ui``."""

from permission_rows import Given, Stage

TABLE = """
url method audience
ui:style               GET    everyone
"""

DEEDS: set[str] = set()


def given(_stage: Stage) -> Given:
    """Nothing is needed."""
    return {}
