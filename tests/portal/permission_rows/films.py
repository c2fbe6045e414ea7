"""Who may open what of ``films``."""

from permission_rows import Given, Stage

TABLE = """
url method audience
films:list             GET    distributors
films:add              GET    distributors
films:add              POST   distributors
films:detail           GET    of_condor_and_both
films:edit             GET    of_condor
films:edit             POST   of_condor
films:write            POST   of_condor_and_union
"""

# Deeds that leave a mark of their own when they are allowed.
DEEDS = {"films:add", "films:edit", "films:write"}
KEY = "01HZZZZZZZZZZZZZZZZZZZZZZ1"


def given(stage: Stage) -> Given:
    """Condor's film, and another that anybody might add."""
    film = (stage.world.film.id,)
    facts = {"key": KEY, "title": "Pamfir", "rating": "-12", "allocine_id": "123456"}
    return {
        "films:add": ((), facts),
        "films:detail": (film, {}),
        "films:edit": (film, facts),
        "films:write": (film, {"key": KEY, "text": "Bonjour"}),
    }
