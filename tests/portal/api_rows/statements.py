"""Which token may call what of ``statements``."""

from api_rows import ApiGiven
from permission_rows import Stage
from statements_stage import drawn

TABLE = """
operation           audience
list_statements     of_the_royal_and_union
get_statement       of_the_royal_and_union
get_statement_pdf   of_the_royal_and_union
"""


def given(stage: Stage) -> ApiGiven:
    """A statement of the Royal."""
    one = {"statement_id": drawn(stage.world).id}
    return {
        "list_statements": ({"cinema_id": stage.world.royal.id}, None),
        "get_statement": (one, None),
        "get_statement_pdf": (one, None),
    }
