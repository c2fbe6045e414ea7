"""Who may open what of ``audit``."""

from permission_rows import Given, Stage

TABLE = """
url method anonymous royal royal_editor royal_viewer eldorado condor condor_editor condor_viewer other_distributor scare scare_editor scare_viewer klox inter nobody
audit:trail            GET    in   403  403  403  403  403  403  403  403  200  200  200  403  403  403
audit:own              GET    signed_in
"""  # noqa: E501 - a table is read by its columns

DEEDS: set[str] = set()


def given(_stage: Stage) -> Given:
    """Nothing is needed."""
    return {}
