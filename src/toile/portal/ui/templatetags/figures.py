"""How figures are written: euros from micro-euros, rates, counts, sizes."""

from decimal import Decimal

from django import template
from django.utils import formats
from django.utils.translation import gettext

from toile.lab import SMALLEST_SHOWN
from toile.wire.money import MICROS_A_CENT, Money, to_euros

register = template.Library()

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
NOTHING = "–"


@register.filter
def euros(micros: int | None) -> str:
    """Write micro-euros with two decimals, or with as many more as they need."""
    if micros is None:
        return NOTHING
    amount = to_euros(Money(micros))
    places = 2
    if micros % MICROS_A_CENT:
        places = max(4, -int(amount.normalize().as_tuple().exponent))
    return f"{_grouped(amount, places)}{NO_BREAK}€"


@register.filter
def rate(share: float | None) -> str:
    """Write a share of one as a percentage; a dash when there is none yet."""
    if share is None:
        return NOTHING
    return f"{_grouped(Decimal(str(share * 100)), 1)}{NO_BREAK}%"


@register.filter
def fine_rate(share: float | None) -> str:
    """Write a rate of some per mille as a percentage with two decimals."""
    if share is None:
        return NOTHING
    return f"{_grouped(Decimal(str(share * 100)), 2)}{NO_BREAK}%"


@register.filter
def count(number: int | None) -> str:
    """Write a whole number in groups of three."""
    return NOTHING if number is None else _grouped(Decimal(number), 0)


@register.filter
def crowd(number: int | None, least: int = SMALLEST_SHOWN) -> str:
    """Write a count from ``lab.shown``: one under ``least`` is not told.

    A figure that was kept under an older rule is judged by the one in force.
    """
    if number is None or number < least:
        return gettext("moins de %d") % least
    return count(number)


@register.filter
def crowd_cell(number: int | None, least: int = SMALLEST_SHOWN) -> str:
    """Write the same for a table, whose legend says what the sign means."""
    if number is None or number < least:
        return f"<{NO_BREAK}{least}"
    return count(number)


@register.filter
def kilobytes(size: int) -> str:
    """Write a size in kilobytes of 1000."""
    return f"{_grouped(Decimal(size) / 1000, 0)}{NO_BREAK}ko"


@register.filter
def megabytes(size: int) -> str:
    """Write a size in megabytes of a million, rounded up so as to promise nothing."""
    hundredths = -(-size // 10_000)
    places = 2 if hundredths % 10 else 1
    return f"{_grouped(Decimal(hundredths) / 100, places)}{NO_BREAK}Mo"


def _grouped(amount: Decimal, places: int) -> str:
    # Django cuts what it does not show, so it is rounded first.
    return formats.number_format(
        round(amount, places), places, use_l10n=True, force_grouping=True
    )
