"""From the bills of exchanges to the books: a posting a line, exchange and day-part.

Only a part that is over, and of which everything is read, is booked: so that a few
postings hold a day, and a worker that reads the journal anew books nothing twice.
"""

import datetime
import logging

from django.db import transaction

from toile.ledger.media import Thousandths
from toile.portal.campaigns.selectors import known_lines
from toile.portal.inventory.selectors import known_exchanges
from toile.portal.payouts.services import book_media
from toile.profiles import Space
from toile.wire.clock import PARIS, to_datetime
from toile.worker import days
from toile.worker.project.bought import PARTS
from toile.worker.stores import MEDIA_PARTS
from toile.worker.turns import ROWS_AT_ONCE, give_way

_SETTLED_MS = 60_000
"""An edge whose clock is behind writes bills of a part that is over for so long."""

_log = logging.getLogger(__name__)


def book(space: Space, now_ms: int) -> bool:
    """Book the next parts of days that are over; tell whether more wait.

    To be called by who has read the journal to its end.
    """
    over = [key for key in days.changed(space, MEDIA_PARTS) if _is_over(key, now_ms)]
    turn = [key for key in over if _is_known(key)][:ROWS_AT_ONCE]
    for key in turn:
        line, exchange, day, part = days.parts_of(key)
        row = days.row(space, MEDIA_PARTS, key)
        bills = Thousandths(row["cost_thousandths"], row["price_thousandths"])
        on = datetime.date.fromisoformat(day)
        with transaction.atomic():
            book_media(line, exchange, on, int(part), bills)
        with space.update() as update:
            days.copied(update, MEDIA_PARTS, key)
    if len(turn) == ROWS_AT_ONCE:
        give_way()
        return True
    return False


def _is_over(key: bytes, now_ms: int) -> bool:
    _, _, day, part = days.parts_of(key)
    at = to_datetime(now_ms - _SETTLED_MS).astimezone(PARIS)
    present = at.date().isoformat(), str(at.hour * PARTS // 24)
    return (day, part) < present


def _is_known(key: bytes) -> bool:
    line, exchange, _, _ = days.parts_of(key)
    known = line in known_lines({line}) and bool(known_exchanges([exchange]))
    if not known:
        # A database restored from an older copy: it waits, for it is money.
        _log.error("media of line %s on %s cannot be booked yet", line, exchange)
    return known
