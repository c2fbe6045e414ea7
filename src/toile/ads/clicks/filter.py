"""The click filter: billed, or the first reason why not. Pure.

What it must remember of earlier clicks is handed in as ``Earlier``; the worker keeps
it. Replays and double clicks look at clicks that passed the checks before them, so
that a prefetch does not use up the token of the click that follows it.
"""

import msgspec

from toile.ads.clicks.unbilled import UnbilledReason
from toile.wire.clock import MS_A_DAY, MS_A_SECOND
from toile.wire.events import Click

FASTEST_MS = 1 * MS_A_SECOND
DOUBLE_CLICK_MS = 30 * MS_A_SECOND
BILLED_ONCE_MS = MS_A_DAY


class Earlier(msgspec.Struct, frozen=True):
    """Earlier clicks that bear on this one; ``None`` where there was none.

    ``clicked``: this impression's token was used. ``same_creative_ms``: when the id
    last clicked the creative. ``billed_ms``: when it was last billed for the campaign.
    """

    clicked: bool = False
    same_creative_ms: int | None = None
    billed_ms: int | None = None


def judge(click: Click, earlier: Earlier) -> UnbilledReason | None:
    """Tell why a click is not billed; ``None`` if the ads wing sees no reason."""
    return _as_seen(click) or _as_remembered(click, earlier)


_NOBODY_CLICKED = (
    UnbilledReason.BOT,
    UnbilledReason.PREFETCH,
    UnbilledReason.NOT_FOLLOWED,
)


def uses_token(reason: UnbilledReason | None) -> bool:
    """Tell whether a click of this outcome uses up its single-use token."""
    return reason not in _NOBODY_CLICKED


def _as_seen(click: Click) -> UnbilledReason | None:
    if click.agent != "browser":
        return UnbilledReason.BOT
    if click.prefetch:
        return UnbilledReason.PREFETCH
    if click.fetched:
        return UnbilledReason.NOT_FOLLOWED
    if click.expired:
        return UnbilledReason.EXPIRED
    return None


def _as_remembered(click: Click, earlier: Earlier) -> UnbilledReason | None:
    if earlier.clicked:
        return UnbilledReason.REPLAYED
    if click.aid is None:
        return UnbilledReason.NOT_IN_POOL
    if click.cookie_aid != click.aid:
        return UnbilledReason.OTHER_BROWSER
    if click.at_ms - click.served_ms < FASTEST_MS:
        return UnbilledReason.TOO_FAST
    if _within(click.at_ms, earlier.same_creative_ms, DOUBLE_CLICK_MS):
        return UnbilledReason.DOUBLE_CLICK
    if _within(click.at_ms, earlier.billed_ms, BILLED_ONCE_MS):
        return UnbilledReason.DAILY_LIMIT
    return None


def _within(at_ms: int, earlier_ms: int | None, span_ms: int) -> bool:
    # Either may be told first: events of several edges arrive out of order.
    return earlier_ms is not None and abs(at_ms - earlier_ms) < span_ms
