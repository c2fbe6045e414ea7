"""Which token may call what of ``project``."""

from api_rows import ApiGiven
from permission_rows import Stage

TABLE = """
operation           audience
me                  members
"""


def given(_stage: Stage) -> ApiGiven:
    """Nothing is needed."""
    return {}
