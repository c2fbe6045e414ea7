"""From a choice to a bid: reserved, sealed, written."""

import msgspec

from toile.ads.bidding.answer import Sale, expiry_seconds, is_priced
from toile.ads.bidding.asked import Asked
from toile.ads.bidding.choose import Choice, by_pool
from toile.ads.bidding.show import Shown
from toile.ads.creatives.frame import FrameTokens
from toile.ads.delivery.refusals import NoBidReason
from toile.ads.direct.serving import click_token, why_token
from toile.edge.ads.bidding.desk import Desk
from toile.edge.ads.bidding.reader import Reader
from toile.edge.ads.wing import AdsWing
from toile.wire.clock import MS_A_SECOND
from toile.wire.ids import new_ulid
from toile.wire.money import Money
from toile.wire.openrtb import Imp
from toile.wire.openrtb.response import price_of
from toile.wire.tokens import NOBODY, BidToken

RENDER_MS = 3_600_000
"""A page in a tab behind others renders what it won long before."""


class Sold(msgspec.Struct, frozen=True, gc=False):
    """An impression that a line bids on, its price reserved; the token is to be sealed.

    A token that is a test's has cost nothing.
    """

    imp: Imp
    choice: Choice
    shown: Shown
    token: BidToken


def reserve(
    wing: AdsWing, desk: Desk, heard: Asked, imp: Imp, choice: Choice, reader: Reader
) -> Sold:
    """Reserve what a choice may cost; a test costs nothing."""
    line, now = choice.line, heard.now_ms
    shown = reader.shown(choice)
    # A line that shows nothing was not chosen.
    assert not isinstance(shown, NoBidReason)
    expires = now + expiry_seconds(imp) * MS_A_SECOND
    token = BidToken(
        expires_ms=expires + RENDER_MS,
        impression=new_ulid(now),
        line=line.id,
        creative=shown.creative.id,
        placement=choice.placement.id,
        # Neither an ad that the pool did not choose nor one of which nothing may be
        # measured (purpose 7) is tied to the id that sees it.
        aid=(reader.measured if by_pool(line) else None) or NOBODY,
        exchange=heard.exchange.id,
        bid=Money(0) if heard.request.test else choice.price,
        bid_ms=now,
        priced=is_priced(shown, heard.exchange),
    )
    if not token.is_test:
        _reserve(wing, desk, choice, reader, token, expires)
    return Sold(imp, choice, shown, token)


def seal(wing: AdsWing, sold: Sold, now_ms: int) -> FrameTokens:
    """Seal the tokens of a bid."""
    shown, token, line = sold.shown, sold.token, sold.choice.line
    # A frame seals these itself when it is shown; a player and a native ad cannot.
    framed = shown.showing is None and shown.request is None
    return FrameTokens(
        impression=wing.tokens.seal(token),
        click="" if framed else wing.tokens.seal(click_token(token, line, now_ms)),
        why="" if framed else wing.why.seal(why_token(token, line, now_ms)),
    )


def write(desk: Desk, heard: Asked, sold: Sold, tokens: FrameTokens) -> msgspec.Raw:
    """Write a bid."""
    sale = Sale(
        request=heard.request,
        imp=sold.imp,
        exchange=heard.exchange,
        choice=sold.choice,
        shown=sold.shown,
        price=price_of(sold.choice.price),
        impression=sold.token.impression,
        tokens=tokens,
    )
    return desk.forms.write(sale, desk.wording)


def _reserve(
    wing: AdsWing,
    desk: Desk,
    choice: Choice,
    reader: Reader,
    token: BidToken,
    expires_ms: int,
) -> None:
    line, now = choice.line, token.bid_ms
    wing.supply.bid(token.exchange, line.id)
    wing.pace.reserve(line.id, token.impression, choice.price, now, expires_ms)
    if wing.pace.may_bid(line.id) <= 0:
        desk.withdraw(desk.market.plan.number[line.id])
    if reader.aid is not None and by_pool(line) and line.cap is not None:
        wing.recent.serve(reader.aid, line.id, reader.seen, now)
