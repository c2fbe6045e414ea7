"""Reading jobs for pages."""

from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from toile.portal.jobs.models import Beat, Job
from toile.portal.jobs.registry import Words, kind_of


class ShownJob(NamedTuple):
    """A job in the words of its kind."""

    job: Job
    label: Words
    remedy: Words

    @property
    def ended(self) -> bool:
        """Tell whether there is nothing more to wait for."""
        return self.job.state in {Job.State.DONE, Job.State.FAILED}


def shown(job: Job) -> ShownJob:
    """Give a job with its label and what to do when it failed."""
    kind = kind_of(job.kind)
    if kind is None:
        return ShownJob(job, job.kind, _("Demandez-la de nouveau."))
    return ShownJob(job, kind.label, kind.remedy)


def failed_jobs() -> QuerySet[Job]:
    """Jobs that failed, the newest first."""
    return Job.objects.filter(state=Job.State.FAILED).select_related("owner")


def counts() -> dict[str, int]:
    """How many jobs are in each state."""
    rows = Job.objects.order_by().values_list("state").annotate(Count("id"))
    return dict.fromkeys(Job.State.values, 0) | dict(rows)


def beats() -> QuerySet[Beat]:
    """The schedule as it went."""
    return Beat.objects.all()
