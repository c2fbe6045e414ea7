"""Who may open what of ``upkeep``: the operator."""

from permission_rows import Given, Stage
from toile.portal.jobs.models import Job
from toile.portal.mail.models import Mail
from toile.portal.mail.services import post_plain
from toile.wire.clock import now_ms, to_datetime

TABLE = """
url method audience
upkeep:overview GET operator
upkeep:mail GET operator
upkeep:send_again POST operator
upkeep:retry_job POST operator
"""

DEEDS = {"upkeep:send_again", "upkeep:retry_job"}


def given(stage: Stage) -> Given:
    """A mail and a job that failed."""
    mail = post_plain("camille@toile.test", "Bonjour", "Un mot.")
    why = "Le serveur refuse ce courrier : 550 boîte inconnue"
    Mail.objects.filter(id=mail.id).update(state=Mail.State.FAILED, error=why)
    now = to_datetime(now_ms())
    job = Job.objects.create(
        kind="webhooks.deliver",
        owner=stage.world.people.users["royal"],
        state=Job.State.FAILED,
        error="Une erreur inattendue est survenue.",
        made_at=now,
        next_at=now,
        ended_at=now,
    )
    return {
        "upkeep:mail": ((mail.id,), {}),
        "upkeep:send_again": ((mail.id,), {}),
        "upkeep:retry_job": ((job.id,), {}),
    }
