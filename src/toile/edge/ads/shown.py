"""The token that a served ad reports with: of a direct placement, or of a bid."""

from toile.edge.ads.wing import AdsWing
from toile.wire.errors import TokenError
from toile.wire.tokens import BidToken, ImpressionToken

Shown = ImpressionToken | BidToken


def opened(wing: AdsWing, text: str, now_ms: int) -> Shown:
    """Open either; raises ``TokenError`` for what is neither or has expired."""
    try:
        return wing.tokens.open(text, ImpressionToken, now_ms)
    except TokenError as error:
        # A seal holds for one kind only, and nothing outside it tells which.
        try:
            wing.tokens.open_expired(text, BidToken)
        except TokenError:
            raise error from None
        return wing.tokens.open(text, BidToken, now_ms)
