"""Which token may call what of ``audit``."""

from api_rows import ApiGiven
from permission_rows import Stage

TABLE = """
operation           audience
list_audit_entries  union
"""


def given(_stage: Stage) -> ApiGiven:
    """Nothing is needed."""
    return {}
