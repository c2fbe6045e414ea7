"""Who may open what of ``control``: the operator."""

from permission_rows import Given, Stage
from toile.portal.inventory import services

TABLE = """
url method audience
control:room GET operator
control:now GET operator
control:stream GET operator
control:exchange GET operator
control:why GET operator
"""

DEEDS: set[str] = set()


def given(stage: Stage) -> Given:
    """A line, and an exchange."""
    klox, by = stage.world.people.klox, stage.world.people.users["klox"]
    market = services.add_exchange(klox, by, name="Teads", slug="teads")
    return {
        "control:why": ((stage.world.line.id,), {}),
        "control:exchange": ((market.id,), {}),
    }
