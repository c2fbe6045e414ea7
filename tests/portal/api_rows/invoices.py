"""Which token may call what of ``invoices``."""

from api_rows import ApiGiven
from invoices_stage import paid
from permission_rows import Stage

TABLE = """
operation           audience
list_invoices       of_the_royal_and_union
"""


def given(stage: Stage) -> ApiGiven:
    """The Royal, with an invoice."""
    paid(stage.world)
    return {"list_invoices": ({"cinema_id": stage.world.royal.id}, None)}
