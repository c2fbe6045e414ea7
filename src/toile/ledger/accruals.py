"""What a day of a line owes where the fee is no click's: share of spend, impressions.

An agreement takes its fee of one thing: a click (posted one by one), a share of the
media spend, or a thousand targeted impressions. The latter two are posted once a day
and line, from sums without any id; examples: ``docs/explain/rates.md``.
"""

from collections.abc import Mapping

import msgspec

from toile.ledger.attributed import UNIT
from toile.ledger.chart import cinema_pending, distributor_receivable
from toile.ledger.entries import Entry, Posting
from toile.wire.ids import Ulid
from toile.wire.money import Money

ACCRUAL = "accrual"
WHOLE = 10_000
"""All of the spend, in basis points."""

_THOUSAND = 1_000


class Rate(msgspec.Struct, frozen=True):
    """What is taken; one of the three is set.

    Micro-euros of a click, basis points of the media spend, micro-euros of a thousand
    targeted impressions.
    """

    click_micros: int = 0
    spend_basis_points: int = 0
    thousand_impressions_micros: int = 0


class Delivered(msgspec.Struct, frozen=True):
    """A line's day: impressions and spend as counted, and what of it is whose.

    ``parts`` are each cinema's of the targeted impressions by the rule agreed, in
    millionths; ``attributed`` is how many impressions have a cinema at all.
    """

    impressions: int
    spend: Money
    attributed: int
    parts: Mapping[Ulid, int]

    def covers(self, earlier: "Delivered") -> bool:
        """Tell whether it is all that was counted before, and perhaps more."""
        return (
            self.impressions >= earlier.impressions
            and self.spend >= earlier.spend
            and self.attributed >= earlier.attributed
        )


def owed(rate: Rate, day: Delivered) -> dict[Ulid, Money]:
    """Tell what a line's day earns each cinema, in whole micro-euros.

    An impression by an id without a cinema earns nothing, nor does its part of the
    spend. The sum is the fee of the day cut to a whole micro-euro, the odd ones go to
    the largest remainders, then in the order of cinema ids.
    """
    parts = {name: part for name, part in sorted(day.parts.items()) if part > 0}
    if rate.thousand_impressions_micros:
        numerator, denominator = rate.thousand_impressions_micros, _THOUSAND * UNIT
    elif rate.spend_basis_points:
        counted = max(day.impressions, day.attributed, 1)
        numerator = rate.spend_basis_points * day.spend
        denominator = WHOLE * counted * UNIT
    else:
        return {}
    exact = {
        name: divmod(part * numerator, denominator) for name, part in parts.items()
    }
    whole = sum(parts.values()) * numerator // denominator
    odd = whole - sum(amount for amount, _ in exact.values())
    lucky = sorted(exact, key=lambda name: (-exact[name][1], name))[:odd]
    found = {name: Money(exact[name][0] + (name in lucky)) for name in exact}
    return {name: amount for name, amount in found.items() if amount}


def accrual_posting(
    posting: Ulid,
    at_ms: int,
    campaign: Ulid,
    now_owed: Mapping[Ulid, Money],
    booked: Mapping[Ulid, Money],
) -> Posting | None:
    """Book what a line's day earns beyond what is booked of it; ``None`` for nothing.

    Told late, an impression may move a micro-euro from one cinema to another: then a
    part is below zero, and the posting takes it back.
    """
    more = {
        name: now_owed.get(name, 0) - booked.get(name, 0)
        for name in sorted({*now_owed, *booked})
    }
    credits_ = tuple(
        Entry(cinema_pending(name), Money(-amount))
        for name, amount in more.items()
        if amount
    )
    if not credits_:
        return None
    debit = Entry(distributor_receivable(campaign), Money(sum(more.values())))
    return Posting(posting, at_ms, ACCRUAL, "", (debit, *credits_))
