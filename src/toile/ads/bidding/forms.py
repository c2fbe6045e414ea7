"""Bids as forms to be filled in: what two bids of a line and a place share is kept.

Bids on banners differ by ids, price and token alone. So the first of each kind is
written by ``answer``, with marks for these, and every other is that one filled in.
Films and native ads are written each time: their markup is another for each player.
"""

import msgspec

from toile.ads.bidding.answer import Sale, Wording, bid_of, dsa_asked, expiry_seconds
from toile.ads.bidding.show import BANNER
from toile.ads.creatives.frame import FrameTokens
from toile.wire.ids import new_ulid
from toile.wire.openrtb.response import encode

_MOST = 4_096

# Unlike anything else in a bid: no name of a film can pass for a mark.
_ID, _IMP, _TOKEN, _PRICE = (new_ulid(0) for _ in range(4))


class Forms:
    """The forms of one plan in one process; begun anew when there are too many."""

    def __init__(self) -> None:
        self._of: dict[object, bytes] = {}

    def write(self, sale: Sale, wording: Wording) -> msgspec.Raw:
        """Write a bid as JSON."""
        if sale.shown.mtype != BANNER or sale.request.test:
            return msgspec.Raw(encode(bid_of(sale, wording)))
        kind = _kind(sale)
        form = self._of.get(kind)
        if form is None:
            if len(self._of) >= _MOST:
                self._of.clear()
            form = self._of[kind] = _form(sale, wording)
        filled = form % {
            b"id": sale.impression.encode(),
            b"imp": encode(sale.imp.id),
            b"price": bytes(sale.price),
            b"token": sale.tokens.impression.encode(),
        }
        return msgspec.Raw(filled)


def _kind(sale: Sale) -> object:
    """Tell all that a bid on a banner depends on, but for what is filled in."""
    shown, choice, dsa = sale.shown, sale.choice, dsa_asked(sale.request)
    return (
        choice.line.id,
        choice.placement.id,
        choice.deal and choice.deal.deal.code,
        sale.exchange.id,
        shown.creative.id,
        shown.attributes,
        shown.by_hand,
        shown.width,
        shown.height,
        sale.request.cattax,
        expiry_seconds(sale.imp),
        dsa and (dsa.datatopub, dsa.pubrender),
    )


def _form(sale: Sale, wording: Wording) -> bytes:
    marked = msgspec.structs.replace(
        sale,
        imp=msgspec.structs.replace(sale.imp, id=_IMP),
        impression=_ID,
        price=msgspec.Raw(_PRICE.encode()),
        tokens=FrameTokens(_TOKEN, "", ""),
    )
    text = encode(bid_of(marked, wording)).replace(b"%", b"%%")
    for mark, name in (
        (f'"{_IMP}"', b"%(imp)b"),
        (_ID, b"%(id)b"),
        (_PRICE, b"%(price)b"),
        (_TOKEN, b"%(token)b"),
    ):
        text = text.replace(mark.encode(), name)
    return text
