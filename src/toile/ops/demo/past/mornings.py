"""What the portal's clock would have done on each morning of the past."""

import datetime

from toile.ops.demo.past.calendar import Past
from toile.ops.demo.past.payday import pay
from toile.portal.campaigns.models import ClickTrail
from toile.portal.freshness.selectors import counted_until
from toile.portal.jobs.services import enqueue
from toile.portal.payouts.services import cap_months, release
from toile.portal.statements.clock import DRAW
from toile.portal.statements.services import close_what_can_be, months_to_draw
from toile.wire.calendar import midnight


def is_read(past: Past, clicks: int, since: datetime.datetime) -> bool:
    """Tell whether the worker has judged the past's clicks and counted its ads.

    ``since`` is when the past was written.
    """
    counted = counted_until()
    if counted is None or counted < since:
        return False
    judged = ClickTrail.objects.filter(at__lt=midnight(past.today))
    return judged.count() >= clicks


def live_through(past: Past) -> None:
    """Release, cap and close as of each morning, in the order of the clock; pay once.

    At the end the statements of the months that are closed are asked for, as the clock
    asks: the jobs draw them.
    """
    for day in [*past.days[1:], past.today]:
        cap_months(day)
        release(day)
        close_what_can_be(day)
        pay(past, day)
    if months_to_draw():
        enqueue(DRAW, alone=True)
