"""No small crowds: a count of spectators under 50 is not shown, larger ones rounded."""

SMALLEST_SHOWN = 50


def shown(spectators: int) -> int | None:
    """Round a count of ids to two significant digits; ``None`` below 50.

    Source: DESIGN §5 rule 4; SPECS §3.2 (sizes to two significant digits).
    """
    if spectators < SMALLEST_SHOWN:
        return None
    step = int(10 ** max(0, len(str(spectators)) - 2))
    return (spectators + step // 2) // step * step
