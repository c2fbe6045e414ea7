"""What is done by the clock: requests closed long ago no longer name their person."""

from django.utils import timezone

from toile.portal.jobs.schedule import daily, schedule
from toile.portal.subject_requests.services import forget_old


def forget_old_requests() -> None:
    """Take the persons out."""
    forget_old(timezone.localdate())


schedule("subject_requests.forget", daily(3, 50), forget_old_requests)
