"""The figures of exchanges that the worker copies."""

import datetime
from typing import TypedDict

from toile.portal.inventory.models import ExchangeDay


class Bought(TypedDict):
    """What was bid and bought in a day; money in micro-euros."""

    bids: int
    wins: int
    billed: int
    impressions: int
    cost_micros: int
    price_micros: int


class ExchangeCounts(Bought):
    """A day of an exchange: what it asked, and bids that it told as lost."""

    requests: int
    lost: int


def put_exchange_day(
    exchange_id: str, day: datetime.date, counts: ExchangeCounts
) -> None:
    """Set a day of an exchange; the worker holds the sums, these are copies."""
    ExchangeDay.objects.update_or_create(
        exchange_id=exchange_id, day=day, defaults=counts
    )
