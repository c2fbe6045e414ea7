"""Who may open what of ``api``: its document; the operations have a table of theirs."""

from permission_rows import Given, Stage

TABLE = """
url method audience
api:openapi            GET    everyone
api:reference          GET    everyone
"""

DEEDS: set[str] = set()


def given(_stage: Stage) -> Given:
    """Nothing is needed."""
    return {}
