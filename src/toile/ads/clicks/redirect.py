"""Where a click leads: the film's Allociné page, and nowhere else."""


def film_page(allocine_id: int) -> str:
    """Write the address of a film's page (SPECS §6); the id is sealed by us."""
    return f"https://www.allocine.fr/film/fichefilm_gen_cfilm={allocine_id}.html"
