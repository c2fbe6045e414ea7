"""What the tests of statements are made of: clicks of a month that can be closed."""

import datetime
from typing import Any

from clock import TODAY
from toile.ledger.entries import click_posting
from toile.ledger.sharing import equal_shares
from toile.portal.payouts.services import close_month, post_all, release
from toile.portal.statements.models import Statement
from toile.portal.statements.services import draw_up
from toile.wire.calendar import month_after, month_before, stretch
from toile.wire.clock import from_datetime
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money

DAY = datetime.timedelta(days=1)
# Two months ago can be closed on whatever day the tests run; so can the one before.
MONTH = month_before(month_before(TODAY))
EARLIER = month_before(MONTH)


def noon_of(month: datetime.date, day: int) -> datetime.datetime:
    """Noon, by UTC, of a day of a month."""
    at = month.replace(day=day)
    return datetime.datetime.combine(at, datetime.time(12), datetime.UTC)


def click(
    world: Any, at: datetime.datetime, *cinemas: Any, campaign: Any = None
) -> str:
    """Bill one click, shared by these cinemas; give its id."""
    at_ms = from_datetime(at)
    key = new_ulid(at_ms)
    shares = equal_shares(Money(400), [Ulid(one.id) for one in cinemas], key)
    billed = (campaign or world.campaign).id
    post_all([click_posting(key, at_ms, Ulid(billed), shares)])
    return key


def close(month: datetime.date) -> None:
    """Release and close a month as the clock does, on the fourth of the next one."""
    fourth = month_after(month).replace(day=4)
    day = month.replace(day=1)
    while day <= fourth:
        release(day)
        day += DAY
    close_month(month, fourth, None)


def last_moment(month: datetime.date) -> datetime.datetime:
    """The last millisecond of a month in Paris."""
    return stretch(month)[1] - datetime.timedelta(milliseconds=1)


def drawn(world: Any) -> Statement:
    """Draw the Royal's statement of a month of one click up, or give it again."""
    if not Statement.objects.exists():
        click(world, noon_of(MONTH, 9), world.royal)
        close(MONTH)
        draw_up(MONTH)
    found: Statement = Statement.objects.get(cinema=world.royal, month=MONTH)
    return found
