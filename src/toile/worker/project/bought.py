"""What exchanges told of our bids, into counters, daily figures and money to book.

Each impression is counted once of each kind, whatever is repeated: what was told of it
is kept beside the counters, where whoever bid looks it up. Its money counts once, by
the bill or by the impression that carries a price, whichever comes first.
"""

from collections.abc import Sequence

from toile.ads.delivery import counters, noticed, shading
from toile.ads.delivery.counters import COUNTERS
from toile.ads.delivery.noticed import NOTICED, Noticed
from toile.ads.delivery.shading import SHADING
from toile.profiles import Update
from toile.wire.clock import PARIS, paris_date, to_datetime
from toile.wire.events import AuctionCell, Bill, Impression, Loss, Win
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.worker import days
from toile.worker.stores import EXCHANGE_DAYS, EXCHANGE_SUMS, LINE_DAYS, MEDIA_PARTS

PARTS = 4
"""A day of the books has so many parts, by the clock of Paris."""

_PART_HOURS = 24 // PARTS
LOSS = "loss_"


def take(ads: Update, event: Win | Bill | Loss) -> None:
    """Take a notice in."""
    before = _told(ads, event.impression, event.at_ms)
    if isinstance(event, Bill):
        if not before.billed:
            _bill(ads, event, before)
    elif isinstance(event, Win):
        if not before.won:
            _tell(ads, event, before, won=True)
            _figures(ads, event, wins=1)
            _learn(ads, event, shading.won(event.bid, event.to_win))
    elif not before.lost:
        _tell(ads, event, before, lost=True)
        _figures(ads, event, **{f"{LOSS}{event.reason}": 1})
        if event.reason in shading.BY_PRICE:
            _learn(ads, event, shading.lost(event.bid, event.to_win))


def take_auctions(ads: Update, at_ms: int, cells: Sequence[AuctionCell]) -> None:
    """Take in what exchanges asked and were bid, told at the end of a minute."""
    for cell in cells:
        if cell.line is not None:
            _add(ads, cell.line, cell.exchange, at_ms, bids=cell.bids)
        else:
            key = days.key_of(cell.exchange, paris_date(at_ms).isoformat())
            days.add(ads, EXCHANGE_SUMS, key, requests=cell.requests)


def take_impression(ads: Update, event: Impression, exchange: Ulid) -> int:
    """Take the first impression of a bid in; tell what it adds to the line's spend."""
    _add(ads, event.line, exchange, event.at_ms, impressions=1)
    before = _told(ads, event.impression, event.at_ms)
    if not event.price or before.billed:
        return 0
    _charge(ads, event, exchange, event.cost, event.price)
    _tell(ads, event, before, price=event.price)
    return event.price


def _bill(ads: Update, event: Bill, before: Noticed) -> None:
    _charge(ads, event, event.exchange, event.cost, event.price)
    _tell(ads, event, before, price=event.price)
    if not event.told:
        _figures(ads, event, untold=1)
    day = paris_date(event.at_ms).isoformat()
    key = days.key_of(event.line, event.creative, event.placement, day)
    days.add(ads, LINE_DAYS, key, spend_thousandths=event.price)


def _charge(
    ads: Update, event: Bill | Impression, exchange: Ulid, cost: Money, price: Money
) -> None:
    money = {"cost_thousandths": int(cost), "price_thousandths": int(price)}
    _add(ads, event.line, exchange, event.at_ms, billed=1, **money)
    days.add(ads, MEDIA_PARTS, part_key(event.line, exchange, event.at_ms), **money)
    key = counters.key(event.line)
    record = ads.get(COUNTERS, key)
    delivered = counters.NOTHING if record is None else counters.decode(record)
    ads.put(COUNTERS, key, counters.encode(counters.with_bought(delivered, price)))


def _told(ads: Update, impression: Ulid, at_ms: int) -> Noticed:
    record = ads.get(NOTICED, noticed.key(impression))
    return Noticed(at_ms) if record is None else noticed.decode(record)


def _tell(
    ads: Update,
    event: Win | Bill | Loss | Impression,
    before: Noticed,
    *,
    won: bool = False,
    lost: bool = False,
    price: Money | None = None,
) -> None:
    after = Noticed(
        at_ms=max(before.at_ms, event.at_ms),
        won=before.won or won,
        lost=before.lost or lost,
        price=before.price if price is None else price,
    )
    ads.put(NOTICED, noticed.key(event.impression), noticed.encode(after))


def _figures(ads: Update, event: Win | Bill | Loss, **more: int) -> None:
    _add(ads, event.line, event.exchange, event.at_ms, **more)


def _learn(ads: Update, event: Win | Loss, seen: Money | None) -> None:
    key = shading.key(event.exchange, event.placement)
    record = ads.get(SHADING, key)
    before = shading.NOTHING if record is None else shading.decode(record)
    after = shading.with_price(before, seen)
    ads.put(SHADING, key, shading.encode(after))


def _add(ads: Update, line: Ulid, exchange: Ulid, at_ms: int, **more: int) -> None:
    """Add to a line's day on an exchange, and to that of all lines there."""
    day = paris_date(at_ms).isoformat()
    days.add(ads, EXCHANGE_DAYS, days.key_of(line, exchange, day), **more)
    days.add(ads, EXCHANGE_SUMS, days.key_of(exchange, day), **more)


def part_key(line: Ulid, exchange: Ulid, at_ms: int) -> bytes:
    """Name the row of a line and an exchange in one part of a day of the books."""
    at = to_datetime(at_ms).astimezone(PARIS)
    part = str(at.hour // _PART_HOURS)
    return days.key_of(line, exchange, at.date().isoformat(), part)
