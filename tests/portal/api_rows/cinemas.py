"""Which token may call what of ``cinemas``."""

from api_rows import ApiGiven
from permission_rows import Stage

TABLE = """
operation           audience
list_cinemas        cinemas_and_union
get_cinema          of_the_royal_and_union
list_sites          of_the_royal_and_union
list_cinema_days    of_the_royal_and_union
"""


def given(stage: Stage) -> ApiGiven:
    """The Royal."""
    royal = {"cinema_id": stage.world.royal.id}
    return dict.fromkeys(("get_cinema", "list_sites"), (royal, None)) | {
        "list_cinema_days": (royal, None)
    }
