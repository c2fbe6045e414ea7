"""Who may open the simulator."""

from permission_rows import Given, Stage

TABLE = """
url method answers
simulator:simulate     GET    union_and_operator
"""

DEEDS: set[str] = set()


def given(_stage: Stage) -> Given:
    """Nothing: what is tried stands in the address."""
    return {}
