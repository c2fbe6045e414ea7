"""Who may open what of ``audit``."""

from permission_rows import Given, Stage

TABLE = """
url method answers
audit:trail            GET    union
audit:check            POST   union
audit:own              GET    signed_in
"""

DEEDS = {"audit:check"}


def given(_stage: Stage) -> Given:
    """Nothing is needed."""
    return {}
