"""Who may open what of ``reconciliation``: the union and the operator."""

from permission_rows import Given, Stage

TABLE = """
url method audience
reconciliation:overview GET union_and_operator
reconciliation:compare POST union_and_operator
"""

DEEDS = {"reconciliation:compare"}


def given(_stage: Stage) -> Given:
    """Nothing: the page says that there is none yet."""
    return {}
