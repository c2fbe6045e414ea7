"""Booking what exchanges bill, part of a day by part of a day."""

import datetime
import hashlib

from django.db import transaction

from toile.ledger.media import Thousandths, media_posting
from toile.portal.campaigns.models import LineItem
from toile.portal.payouts.models import MediaCarry, MediaPart
from toile.portal.payouts.services.posting import post_all
from toile.wire.clock import PARIS, from_datetime
from toile.wire.ids import Ulid

_PART_HOURS = 6


@transaction.atomic
def book_media(
    line_id: str, exchange_id: str, day: datetime.date, part: int, bills: Thousandths
) -> bool:
    """Book what is new of all bills of a line and an exchange in a part of a day.

    ``bills`` are all of that part, so that booking them again books nothing; where
    more has been booked than there is, ``False`` and nothing changes. The posting is
    dated within the part of the day.
    """
    own = MediaPart.objects.select_for_update()
    booked, _ = own.get_or_create(
        line_id=line_id, exchange_id=exchange_id, day=day, part=part
    )
    more = Thousandths(
        bills.cost - booked.cost_thousandths, bills.price - booked.price_thousandths
    )
    if min(more.cost, more.price) < 0 or not (more.cost or more.price):
        return False
    rest, _ = MediaCarry.objects.select_for_update().get_or_create(
        line_id=line_id, exchange_id=exchange_id
    )
    named = f"{line_id}|{exchange_id}|{day}|{part}|{bills.cost}|{bills.price}"
    posting, left = media_posting(
        Ulid(f"media-{hashlib.sha256(named.encode()).hexdigest()[:40]}"),
        from_datetime(_last_second(day, part)),
        Ulid(LineItem.objects.values_list("flight__campaign_id").get(id=line_id)[0]),
        Ulid(exchange_id),
        more,
        Thousandths(rest.cost_thousandths, rest.price_thousandths),
    )
    if posting is not None:
        post_all([posting])
    rest.cost_thousandths, rest.price_thousandths = left.cost, left.price
    rest.save()
    booked.cost_thousandths, booked.price_thousandths = bills.cost, bills.price
    booked.save()
    return True


def _last_second(day: datetime.date, part: int) -> datetime.datetime:
    last = datetime.time(part * _PART_HOURS + _PART_HOURS - 1, 59, 59)
    return datetime.datetime.combine(day, last, PARIS)
