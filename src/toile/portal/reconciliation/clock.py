"""Each morning, after the release of what was held, everything is compared."""

from django.utils.translation import gettext_lazy as _

from toile.portal.jobs.registry import JobError, Progress, job
from toile.portal.jobs.schedule import daily, schedule
from toile.portal.jobs.services import enqueue
from toile.portal.reconciliation.services import check_and_keep
from toile.wire.errors import ToileError

JOB = "reconciliation.check"


@job(
    JOB,
    _("rapprochement des comptes"),
    attempts=3,
    remedy=_("Lancez « toile money check » sur la machine du journal."),
)
def compare(progress: Progress) -> None:
    """Compare everything, and keep what was found."""
    try:
        check_and_keep(progress.tell)
    except ToileError as error:
        raise JobError(str(error)) from error


def ask() -> None:
    """Ask for the day's reconciliation; one that is under way is enough."""
    enqueue(JOB, alone=True)


schedule(JOB, daily(4, 30), ask)
