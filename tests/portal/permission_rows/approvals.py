"""Who may open what of ``approvals``."""

from permission_rows import Given, Stage
from toile.portal.approvals.models import Approval
from toile.portal.films import services as films

TABLE = """
url method anonymous royal royal_editor royal_viewer eldorado condor condor_editor condor_viewer other_distributor scare scare_editor scare_viewer klox inter nobody
approvals:queue        GET    in   403  403  403  403  403  403  403  403  200  200  200  403  403  403
approvals:decide       POST   in   403  403  403  403  403  403  403  403  302  302  403  403  403  403
"""  # noqa: E501 - a table is read by its columns

# Deeds that leave a mark of their own when they are allowed.
DEEDS = {"approvals:decide"}


def given(stage: Stage) -> Given:
    """A film that waits for the union."""
    film = films.add_film(stage.world.people.condor, title="Pamfir", allocine_id=293016)
    waiting = Approval.objects.get(subject_id=film.id)
    return {"approvals:decide": ((waiting.id,), {"decision": "approve"})}
