"""What statements do by the clock: each morning, after what was held is released.

A month is closed on the fourth day of the next one, as soon as its hold is over; its
statements follow at once, by a job.
"""

from django.utils.translation import gettext_lazy as _

from toile.portal.jobs.registry import Progress, job
from toile.portal.jobs.schedule import daily, schedule
from toile.portal.jobs.services import enqueue
from toile.portal.statements.services import (
    close_what_can_be,
    draw_up,
    months_to_draw,
)
from toile.wire.clock import now_ms, paris_date

DRAW = "statements.draw"


@job(DRAW, _("Relevés des cinémas"))
def draw_what_is_closed(progress: Progress) -> None:
    """Draw up the statements of every closed month that has none yet."""
    for month in months_to_draw():
        draw_up(month, progress.tell)


def close_and_ask() -> None:
    """Close the month that is over, and ask for its statements; again, do nothing."""
    close_what_can_be(paris_date(now_ms()))
    if months_to_draw():
        enqueue(DRAW, alone=True)


schedule("statements.close", daily(2, 45), close_and_ask)
