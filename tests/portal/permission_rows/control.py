"""Who may open what of ``control``: the operator."""

from permission_rows import Given, Stage

TABLE = """
url method audience
control:room GET operator
control:now GET operator
control:stream GET operator
control:why GET operator
"""

DEEDS: set[str] = set()


def given(stage: Stage) -> Given:
    """A line."""
    return {"control:why": ((stage.world.line.id,), {})}
