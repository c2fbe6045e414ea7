"""Who may open what of ``billing``: the operator; a distributor its own spend."""

from permission_rows import Given, Stage

TABLE = """
url method audience
billing:month GET operator
billing:spend GET distributors
"""

DEEDS: set[str] = set()


def given(_stage: Stage) -> Given:
    """Nothing is needed."""
    return {}
