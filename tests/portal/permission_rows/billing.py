"""Who may open what of ``billing``: the operator."""

from permission_rows import Given, Stage

TABLE = """
url method audience
billing:month GET operator
"""

DEEDS: set[str] = set()


def given(_stage: Stage) -> Given:
    """Nothing is needed."""
    return {}
