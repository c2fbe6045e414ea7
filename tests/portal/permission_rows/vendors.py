"""Who may open what of ``vendors``: the operator."""

from permission_rows import Given, Stage

TABLE = """
url method audience
vendors:lists GET operator
vendors:read_again POST operator
"""

DEEDS = {"vendors:read_again"}


def given(_stage: Stage) -> Given:
    """Nothing beyond the world."""
    return {}
