"""Which token may call what of ``approvals``."""

from api_rows import ApiGiven
from permission_rows import Stage
from toile.portal.approvals.models import Approval
from toile.portal.films import services as films

TABLE = """
operation           audience
list_approvals      union
get_approval        union
decide              union
"""


def given(stage: Stage) -> ApiGiven:
    """A title that waits for the union's answer."""
    film = films.add_film(stage.world.people.condor, title="Attente", allocine_id=7)
    waiting = {"approval_id": Approval.objects.get(subject_id=film.id).id}
    return {
        "get_approval": (waiting, None),
        "decide": (waiting, {"decision": "approve"}),
    }
