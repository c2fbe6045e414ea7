"""From a decision to what the browser carries: the sealed tokens of one served ad."""

from toile.ads.direct.decide import Chosen
from toile.wire.clock import MS_A_DAY
from toile.wire.ids import Aid, Ulid
from toile.wire.plan import Line
from toile.wire.tokens import (
    NOBODY,
    BidToken,
    ClickToken,
    ImpressionToken,
    ServedToken,
    WhyToken,
)

IMPRESSION_LIFE_MS = 4 * 3_600_000
"""A page left open over lunch still counts; one restored the next day does not."""

CLICK_LIFE_MS = MS_A_DAY
WHY_LIFE_MS = 30 * MS_A_DAY


def impression_token(
    chosen: Chosen, impression: Ulid, placement: Ulid, aid: Aid | None, now_ms: int
) -> ImpressionToken:
    """Make the token that opens the frame and counts the impression."""
    return ImpressionToken(
        expires_ms=now_ms + IMPRESSION_LIFE_MS,
        impression=impression,
        line=chosen.line.id,
        creative=chosen.creative.id,
        placement=placement,
        price=chosen.line.price,
        aid=NOBODY if aid is None else aid,
    )


def click_token(shown: ServedToken, line: Line, served_ms: int) -> ClickToken:
    """Make the single-use token of the click on a shown ad."""
    is_test = isinstance(shown, BidToken) and shown.is_test
    return ClickToken(
        expires_ms=served_ms + CLICK_LIFE_MS,
        impression=shown.impression,
        served_ms=0 if is_test else served_ms,
        campaign=line.campaign,
        line=line.id,
        creative=shown.creative,
        placement=shown.placement,
        aid=shown.aid,
        allocine_id=line.allocine_id,
    )


def why_token(shown: ServedToken, line: Line, served_ms: int) -> WhyToken:
    """Make the token of the ad's "Pourquoi cette publicité ?"."""
    return WhyToken(
        expires_ms=served_ms + WHY_LIFE_MS,
        line=line.id,
        placement=shown.placement,
    )
