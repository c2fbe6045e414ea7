"""Who may open what of ``jobs``: a job is its owner's, and nobody else's."""

from permission_rows import Given, Stage
from toile.portal.jobs.models import Job
from toile.portal.keys import new_key
from toile.wire.clock import now_ms, to_datetime

TABLE = """
url method anonymous royal royal_editor royal_viewer eldorado condor condor_editor condor_viewer other_distributor scare scare_editor scare_viewer klox inter nobody
jobs:job               GET    in   200  404  404  404  404  404  404  404  404  404  404  404  404  404
jobs:retry             POST   in   302  404  404  404  404  404  404  404  404  404  404  404  404  404
"""  # noqa: E501 - a table is read by its columns

DEEDS = {"jobs:retry"}


def given(stage: Stage) -> Given:
    """A job of the Royal's owner that failed."""
    now = to_datetime(now_ms())
    job = Job.objects.create(
        id=new_key(),
        kind="example.count",
        owner=stage.world.people.users["royal"],
        state=Job.State.FAILED,
        error="Le fichier est vide.",
        made_at=now,
        next_at=now,
        ended_at=now,
    )
    return {"jobs:job": ((job.id,), {}), "jobs:retry": ((job.id,), {})}
