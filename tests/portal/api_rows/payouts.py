"""Which token may call what of ``payouts``."""

from api_rows import ApiGiven
from permission_rows import Stage

TABLE = """
operation           audience
get_balance         of_the_royal_and_union
get_pool            union
list_members        union
"""


def given(stage: Stage) -> ApiGiven:
    """The Royal."""
    return {"get_balance": ({"cinema_id": stage.world.royal.id}, None)}
