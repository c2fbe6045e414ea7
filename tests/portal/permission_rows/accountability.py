"""Who may open what of ``accountability``."""

from permission_rows import Given, Stage

TABLE = """
url method answers
accountability:overview  GET    union_and_operator
accountability:document  GET    union_and_operator
accountability:entry     GET    union_and_operator
accountability:entry     POST   union
accountability:pdf       GET    union_and_operator
accountability:label     GET    union_and_operator
"""

DEEDS = {"accountability:entry"}


def given(_stage: Stage) -> Given:
    """The union's table of retention, of which one entry is written anew."""
    written = {
        "after": "0",
        "where": "Profils du pool",
        "end": "La fin de la fenêtre.",
        "why": "Le segment est celui des visiteurs récents.",
        "reason": "Relu par le délégué",
    }
    return {
        "accountability:document": (("durees",), {}),
        "accountability:entry": (("durees", "visits"), written),
        "accountability:pdf": (("durees",), {}),
    }
