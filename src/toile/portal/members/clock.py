"""What members do by the clock: the weekly letter, on Thursday morning."""

from django.utils.translation import gettext_lazy as _

from toile.portal.jobs.registry import Progress, job
from toile.portal.jobs.schedule import schedule, weekly
from toile.portal.jobs.services import enqueue
from toile.portal.members.services import week_before, weekly_letters
from toile.wire.clock import now_ms, paris_date

THURSDAY = 3


@job("members.weekly", _("Lettre hebdomadaire aux cinémas"))
def write_letters(_progress: Progress) -> None:
    """Write the letters of the last whole week; done again, it writes none twice."""
    weekly_letters(week_before(paris_date(now_ms())))


def ask_for_letters() -> None:
    """Ask for it: hundreds of letters take longer than the clock may wait."""
    enqueue("members.weekly")


schedule("members.weekly", weekly(THURSDAY, 8), ask_for_letters)
