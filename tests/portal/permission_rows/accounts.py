"""Who may open what of ``accounts``."""

from permission_rows import Given, Stage

TABLE = """
url method anonymous royal royal_editor royal_viewer eldorado condor condor_editor condor_viewer other_distributor scare scare_editor scare_viewer klox inter nobody
accounts:home          GET    in   302  302  302  302  302  302  302  302  302  302  302  302  302  200
accounts:sign_in       GET    200  302  302  302  302  302  302  302  302  302  302  302  302  302  302
accounts:sign_in       POST   200  302  302  302  302  302  302  302  302  302  302  302  302  302  302
accounts:sign_out      POST   in   in   in   in   in   in   in   in   in   in   in   in   in   in   in
accounts:switch        POST   in   302  302  302  404  404  404  404  404  404  404  404  404  404  404
"""  # noqa: E501 - a table is read by its columns

DEEDS: set[str] = set()


def given(stage: Stage) -> Given:
    """What is asked and posted."""
    return {
        "accounts:sign_in": ((), {"username": "x@x.test", "password": "x"}),
        "accounts:switch": ((), {"organisation": stage.world.people.royal.id}),
    }
