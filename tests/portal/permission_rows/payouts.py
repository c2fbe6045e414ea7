"""Who may open what of ``payouts``."""

from permission_rows import Given, Stage

TABLE = """
url method anonymous royal royal_editor royal_viewer eldorado condor condor_editor condor_viewer other_distributor scare scare_editor scare_viewer klox inter nobody
payouts:cinemas        GET    in   200  200  200  302  403  403  403  403  403  403  403  403  403  403
payouts:cinema         GET    in   200  200  200  404  403  403  403  403  200  200  200  403  403  403
payouts:poster         GET    in   200  200  200  200  403  403  403  403  200  200  200  403  403  403
payouts:pool           GET    in   403  403  403  403  403  403  403  403  200  200  200  403  403  403
"""  # noqa: E501 - a table is read by its columns

DEEDS: set[str] = set()


def given(stage: Stage) -> Given:
    """The Royal's dashboard, and the poster of a film shown to the pool."""
    return {
        "payouts:cinema": ((stage.world.royal.id,), {}),
        "payouts:poster": ((stage.world.creative.id,), {}),
    }
