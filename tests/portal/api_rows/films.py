"""Which token may call what of ``films``."""

from api_rows import ApiGiven
from permission_rows import Stage

TABLE = """
operation           audience
list_films          distributors_and_both
get_film            of_condor_and_both
add_film            distributors
change_film         of_condor
"""


def given(stage: Stage) -> ApiGiven:
    """Condor's film, and one more for whoever adds it."""
    film = {"film_id": stage.world.film.id}
    return {
        "get_film": (film, None),
        "add_film": ({}, {"title": "Un autre", "allocine_id": 99}),
        "change_film": (film, {"director": "Agnieszka Holland"}),
    }
