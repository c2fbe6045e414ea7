"""Spend by exchanges' notices beside spend by impressions, paired by impression.

Notice and impression of one ad come within 48 hours of each other. What was seen is
kept for three days, so that a journal of any length is read with the memory of three
days of what was bought.
"""

from collections import deque

import msgspec

from toile.ledger.checking.report import (
    MOST_EXAMPLES,
    Cause,
    Compared,
    Difference,
    Subject,
)
from toile.wire.clock import MS_A_DAY

_KEPT_MS = 3 * MS_A_DAY
_SUBJECT = Subject.NOTICES_AND_IMPRESSIONS


class _Seen(msgspec.Struct):
    exchange: str
    day: str
    at_ms: int
    notice: int | None = None
    impression: int | None = None
    charged: bool = False


class _Sum(msgspec.Struct):
    count: int = 0
    price: int = 0
    examples: list[str] = []


class Cost(msgspec.Struct):
    """What one exchange took on one day, in thousandths of micro-euros."""

    cost: int = 0
    price: int = 0
    number: int = 0


class Pairing:
    """Takes notices and impressions in the order of the journal."""

    def __init__(self) -> None:
        self.bills: dict[tuple[str, str], Cost] = {}
        """What counts, by exchange and day: the bill or the priced impression."""
        self._seen: dict[str, _Seen] = {}
        self._order: deque[str] = deque()
        self._causes: dict[tuple[Cause, str, str], _Sum] = {}
        self._notices = [0, 0]
        self._impressions = [0, 0]

    def notice(
        self, id_: str, exchange: str, day: str, at_ms: int, cost: int, price: int
    ) -> None:
        """Take a bill in."""
        seen = self._of(id_, exchange, day, at_ms)
        if seen.notice is not None:
            self._note(Cause.DUPLICATE, seen, id_, 0)
            return
        seen.notice = price
        self._notices[0] += 1
        self._notices[1] += price
        self._charge(seen, exchange, day, cost, price)

    def impression(
        self, id_: str, exchange: str, day: str, at_ms: int, cost: int, price: int
    ) -> None:
        """Take in an impression bought on an exchange; unpriced, a bill counts."""
        seen = self._of(id_, exchange, day, at_ms)
        if seen.impression is not None:
            return
        seen.impression = price
        self._impressions[0] += 1
        self._impressions[1] += price
        if price:
            self._charge(seen, exchange, day, cost, price)

    def end(self) -> tuple[Compared, list[Difference]]:
        """Judge what is left; tell the sums and what differs."""
        while self._order:
            self._judge(self._order.popleft())
        differences = [
            Difference(
                _SUBJECT,
                cause,
                told.count,
                day,
                exchange,
                told.price // 1000,
                tuple(told.examples),
            )
            for (cause, exchange, day), told in sorted(self._causes.items())
        ]
        (notices, billed), (impressions, counted) = self._notices, self._impressions
        return (
            Compared(_SUBJECT, notices, impressions, billed // 1000, counted // 1000),
            differences,
        )

    def _of(self, id_: str, exchange: str, day: str, at_ms: int) -> _Seen:
        while self._order and self._seen[self._order[0]].at_ms < at_ms - _KEPT_MS:
            self._judge(self._order.popleft())
        seen = self._seen.get(id_)
        if seen is None:
            seen = self._seen[id_] = _Seen(exchange, day, at_ms)
            self._order.append(id_)
        return seen

    def _charge(
        self, seen: _Seen, exchange: str, day: str, cost: int, price: int
    ) -> None:
        if seen.charged:
            return
        seen.charged = True
        sums = self.bills.setdefault((exchange, day), Cost())
        sums.cost += cost
        sums.price += price
        sums.number += 1

    def _judge(self, id_: str) -> None:
        seen = self._seen.pop(id_)
        if seen.impression is None:
            self._note(Cause.NOTICE_WITHOUT_IMPRESSION, seen, id_, seen.notice or 0)
        elif seen.notice is None:
            if not seen.impression:
                self._note(Cause.IMPRESSION_WITHOUT_NOTICE, seen, id_, 0)
        elif seen.impression and seen.impression != seen.notice:
            more = seen.notice - seen.impression
            self._note(Cause.PRICE_DIFFERS, seen, id_, more)

    def _note(self, cause: Cause, seen: _Seen, id_: str, price: int) -> None:
        told = self._causes.setdefault((cause, seen.exchange, seen.day), _Sum())
        told.count += 1
        told.price += price
        if len(told.examples) < MOST_EXAMPLES:
            told.examples.append(id_)
