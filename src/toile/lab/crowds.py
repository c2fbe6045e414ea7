"""No small crowds: a count of spectators under 50 is not shown, larger ones rounded.

Why rounding what comes out is not enough, and what is done instead: see ``rounded``.
"""

SMALLEST_SHOWN = 50


def shown(spectators: int, least: int = SMALLEST_SHOWN) -> int | None:
    """Round a count of ids to two significant digits; ``None`` below ``least``.

    ``least`` is the smallest cell of the pool's rules in force; never under 50.
    Source: DESIGN §5 rule 4; SPECS §3.2 (sizes to two significant digits).
    """
    if spectators < max(least, SMALLEST_SHOWN):
        return None
    return significant(spectators, 2)


def rounded(spectators: int) -> int:
    """Round a count of ids to two digits and to a multiple of 50, whatever is larger.

    For what a forecast is *made from*. Rounding its result alone would tell more: who
    moves the budget by a cent at a time finds where the result jumps, and from there
    the exact count. A model that only ever saw this number can tell no more than this
    number, however often it is asked, and two crowds that differ by fewer than 25 ids
    from the same multiple of 50 give the very same forecasts.
    """
    step = max(SMALLEST_SHOWN, _step(spectators, 2))
    return (spectators + step // 2) // step * step


def significant(number: int, digits: int) -> int:
    """Round a whole number to so many significant digits, half up."""
    step = _step(number, digits)
    return (number + step // 2) // step * step


def _step(number: int, digits: int) -> int:
    return int(10 ** max(0, len(str(abs(number))) - digits))
