"""Who may open what of ``earnings``: a cinema its own money, the union that of all."""

from permission_rows import Given, Stage

TABLE = """
url method audience
earnings:cinema  GET of_the_royal_and_union
earnings:members GET union
"""

DEEDS: set[str] = set()


def given(stage: Stage) -> Given:
    """The Royal's money."""
    return {"earnings:cinema": ((stage.world.royal.id,), {})}
